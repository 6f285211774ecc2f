"""Where a good practice could be adopted: how well each fits each institution that does not have it, and why.

Six parts in [0, 1] (`parts`), their plain mean, and beside it what chance would give. No weights are fitted: the
practices are too few for that. `check.adoption_backtest` tells how the order did in the past.
"""

from graph_service.network.diffusion.check import AdoptionBacktest, RuleResult, adoption_backtest
from graph_service.network.diffusion.parts import PARTS
from graph_service.network.diffusion.rows import Diffusion, DiffusionRow
from graph_service.network.diffusion.table import MIN_PARTS, practice_diffusion

__all__ = [
    "MIN_PARTS",
    "PARTS",
    "AdoptionBacktest",
    "Diffusion",
    "DiffusionRow",
    "RuleResult",
    "adoption_backtest",
    "practice_diffusion",
]
