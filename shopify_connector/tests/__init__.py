from . import test_reconciliation
from . import test_reconciliation_tours
