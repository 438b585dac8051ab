-- A copy of the database must not touch the live shop, nor know how.
UPDATE shopify_shop SET allow_changes = false, connection_state = 'untested';
UPDATE shopify_connection SET client_id = NULL, client_secret = NULL, access_token = NULL,
    webhook_key = NULL, webhook_secret = NULL, former_webhook_secret = NULL;
DELETE FROM shopify_webhook_subscription;
UPDATE shopify_webhook_event SET state = 'ignored' WHERE state IN ('waiting', 'failed');
DELETE FROM shopify_token;
UPDATE shopify_schedule SET active = false;
UPDATE shopify_sync_run SET state = 'cancelled' WHERE state IN ('waiting', 'running');
