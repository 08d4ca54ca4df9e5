"""scikit-learn's LassoCV with the Gram matrix precomputed: theirs_lasso.py <data> <settings> [<our fit>]

The same rows, folds and grid of alphas as ours-lasso.ts. Imports and reading are not timed. All cores are used in two ways,
by fitting folds side by side and by multiplying on all of them, and the quicker one counts. (Both at once is slower.)
"""

import json
import os
import pathlib
import resource
import sys
import time

import numpy as np
from sklearn.linear_model import Lasso, LassoCV
from threadpoolctl import threadpool_limits

directory, settings = pathlib.Path(sys.argv[1]), json.loads(sys.argv[2])
y = np.fromfile(directory / "y.f64")
x = np.fromfile(directory / "x.f64").reshape(len(y), -1)
per_week = settings["rowsPerWeek"]
folds = [
    (
        np.arange(0, (fold["trainUntil"] + 1) * per_week),
        np.arange(fold["validateFrom"] * per_week, (fold["validateUntil"] + 1) * per_week),
    )
    for fold in settings["folds"]
]


def fit(n_jobs, blas_threads):
    model = LassoCV(
        alphas=settings["nAlphas"],
        eps=settings["minAlphaRatio"],
        tol=settings["tolerance"],
        max_iter=settings["maxIterations"],
        precompute=True,
        cv=folds,
        n_jobs=n_jobs,
    )
    with threadpool_limits(blas_threads):
        started, cpu = time.perf_counter(), time.process_time()
        model.fit(x, y)
        return time.perf_counter() - started, time.process_time() - cpu, model


cores = os.cpu_count()
runs = {"folds side by side": fit(cores, 1), "products on all cores": fit(None, cores)}
seconds, cpu_seconds, model = min(runs.values(), key=lambda run: run[0])
rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def objective(coefficients, intercept, alpha):
    residual = y - intercept - x @ coefficients
    return residual @ residual / (2 * len(y)) + alpha * np.abs(coefficients).sum()


facts = {"settings": {name: run[0] for name, run in runs.items()}, "alpha": model.alpha_, "objective": objective(model.coef_, model.intercept_, model.alpha_)}
if len(sys.argv) > 3:
    # The other side's fit at its own alpha, beside the optimum there as far as it can be had.
    ours = json.loads(sys.argv[3])
    best = Lasso(alpha=ours["alpha"], tol=1e-12, max_iter=100_000, precompute=True).fit(x, y)
    facts["optimumAtOurs"] = objective(best.coef_, best.intercept_, ours["alpha"])
    facts["objectiveOfOurs"] = objective(np.array(ours["coefficients"]), ours["intercept"], ours["alpha"])
print(json.dumps({"seconds": seconds, "cpuSeconds": cpu_seconds, "rssMb": rss_mb, **facts}))
