# The log-likelihood of the simulated year in plain numpy and in statsmodels: the peers of `bothy bench dyad`.
# A call computes the 365 steps over the gaps, then filters; the last line leaves the steps out.
# Prints a line for each: name, value, milliseconds of one call; "- 0" where the package is not installed.
# Called by bench_dyad.cpp with the path of couple365.csv; nothing else needs Python.
import csv
import sys
import time


def read(path):
    with open(path, encoding="ascii") as file:
        rows = list(csv.reader(file))[1:]
    return [[float(cell) if cell else float("nan") for cell in row] for row in rows]


def middle(values):
    return sorted(values)[len(values) // 2]


def timed(name, work, runs):
    times = []
    value = 0.0
    for _ in range(runs):
        begun = time.perf_counter()
        value = work()
        times.append(1e3 * (time.perf_counter() - begun))
    print(name, f"{value:.6f}", f"{middle(times):.4f}", flush=True)


def model(np):
    a = np.array([[-0.5, 0.15], [0.10, -0.4]])
    q = np.array([[0.4, 0.1], [0.1, 0.5]])
    eye = np.eye(2)
    p = np.linalg.solve(np.kron(a, eye) + np.kron(eye, a), -q.ravel()).reshape(2, 2)
    z = np.array([[1.0, 0], [0.8, 0], [0, 1.0], [0, 0.8]])
    level = np.array([5.0, 5.5, 5.2, 5.0])
    noise = np.array([0.25, 0.36, 0.25, 0.36])
    values, vectors = np.linalg.eig(a)
    back = np.linalg.inv(vectors)

    def step(days):
        f = ((vectors * np.exp(values * days)) @ back).real
        return f, p - f @ p @ f.T

    return p, z, level, noise, step


def plain(np, rows):
    p, z, level, noise, step = model(np)

    def work():
        mean = np.zeros(2)
        cov = p.copy()
        total = 0.0
        day = rows[0][0]
        for row in rows:
            if row[0] > day:
                f, qd = step(row[0] - day)
                mean = f @ mean
                cov = f @ cov @ f.T + qd
                day = row[0]
            y = row[1:]
            seen = ~np.isnan(y)
            if not seen.any():
                continue
            zs = z[seen]
            surprise = y[seen] - level[seen] - zs @ mean
            s = zs @ cov @ zs.T + np.diag(noise[seen])
            gain = np.linalg.solve(s, zs @ cov).T
            total -= 0.5 * (len(surprise) * np.log(2 * np.pi) + np.linalg.slogdet(s)[1]
                            + surprise @ np.linalg.solve(s, surprise))
            mean = mean + gain @ surprise
            cov = cov - gain @ zs @ cov
        return total

    return work


def statsmodels(np, rows):
    from statsmodels.tsa.statespace.mlemodel import MLEModel
    p, z, level, noise, step = model(np)
    n = len(rows)
    f = np.zeros((2, 2, n))
    qd = np.zeros((2, 2, n))

    def build():
        for i in range(n):
            gap = rows[i + 1][0] - rows[i][0] if i + 1 < n else 1.0
            f[:, :, i], qd[:, :, i] = step(gap)
        kalman["transition"] = f
        kalman["state_cov"] = qd

    kalman = MLEModel(rows[:, 1:], k_states=2, k_posdef=2)
    kalman["design"] = z
    kalman["obs_intercept"] = level.reshape(4, 1)
    kalman["obs_cov"] = np.diag(noise)
    kalman["selection"] = np.eye(2)
    kalman.ssm.initialize_known(np.zeros(2), p)
    build()

    def whole():
        build()
        return kalman.ssm.loglike()

    return whole, kalman.ssm.loglike


def main():
    try:
        import numpy as np
    except ImportError:
        print("numpy - 0")
        print("statsmodels - 0")
        return
    rows = np.array(read(sys.argv[1]))
    timed("numpy", plain(np, rows), 5)
    try:
        whole, filter_alone = statsmodels(np, rows)
    except ImportError:
        print("statsmodels - 0")
        return
    timed("statsmodels", whole, 15)
    timed("statsmodels-without-the-steps", filter_alone, 15)


main()
