-- A copy of the database must not touch the live shop, nor know how.
UPDATE shopify_shop SET allow_changes = false, connection_state = 'untested';
UPDATE shopify_connection SET client_id = NULL, client_secret = NULL, access_token = NULL;
DELETE FROM shopify_token;
UPDATE shopify_schedule SET active = false;
UPDATE shopify_sync_run SET state = 'cancelled' WHERE state IN ('waiting', 'running');
