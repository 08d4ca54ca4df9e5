"""Writes lasso-golden.json: fits of scikit-learn's ElasticNet that test/forecasting/lasso/lasso.test.ts is held against.

Needs numpy and scikit-learn. Run it from anywhere: python make_golden.py
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import ElasticNet


def case(name, x, y, alphas, l1_ratio=1.0):
    fits = []
    for alpha in alphas:
        model = ElasticNet(alpha=alpha, l1_ratio=l1_ratio, tol=1e-14, max_iter=1_000_000).fit(x, y)
        fits.append(
            {"alpha": alpha, "coefficients": model.coef_.tolist(), "intercept": float(model.intercept_)}
        )
    return {
        "name": name,
        "rows": len(y),
        "columns": x.shape[1],
        "l1Ratio": l1_ratio,
        "x": x.ravel().tolist(),
        "y": y.tolist(),
        "fits": fits,
    }


rng = np.random.default_rng(20240131)
cases = []

x = rng.normal(size=(40, 6)).round(6)
y = (x @ np.array([2.0, 0, -1.0, 0, 0.5, 0]) + 3 + 0.3 * rng.normal(size=40)).round(6)
cases.append(case("independent columns", x, y, [1.0, 0.1, 0.01, 0.001]))

base = rng.normal(size=(50, 1))
x = (base + 0.2 * rng.normal(size=(50, 5))).round(6)
y = (x.sum(axis=1) + 0.5 * rng.normal(size=50)).round(6)
cases.append(case("correlated columns", x, y, [0.5, 0.05, 0.005]))

x = (rng.normal(size=(12, 30)) * np.logspace(-1, 2, 30)).round(6)
y = (x[:, 3] - 0.01 * x[:, 29] + 5).round(6)
cases.append(case("more columns than rows, on different scales", x, y, [10.0, 1.0, 0.3]))

x = rng.normal(size=(30, 4)).round(6)
x[:, 1] = 7.0
y = (x[:, 0] + 10).round(6)
cases.append(case("a constant column", x, y, [0.1, 0.01]))

base = rng.normal(size=(25, 1))
x = (base + 0.2 * rng.normal(size=(25, 8))).round(6)
y = (x[:, 0] - x[:, 1] + 2 + 0.3 * rng.normal(size=25)).round(6)
cases.append(case("elastic net, half and half", x, y, [0.5, 0.05, 0.005], l1_ratio=0.5))
cases.append(case("elastic net, mostly ridge", x, y, [1.0, 0.1], l1_ratio=0.1))

target = pathlib.Path(__file__).with_name("lasso-golden.json")
target.write_text(json.dumps({"sklearn": sklearn.__version__, "cases": cases}) + "\n")
