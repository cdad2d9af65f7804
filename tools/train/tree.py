"""Maximum spanning arborescence with exactly one child of the root (Chu-Liu/Edmonds on dense scores)."""


def _cycle(heads):
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path, v = [], start
        while v and not state[v]:
            state[v] = 1
            path.append(v)
            v = heads[v]
        if v and state[v] == 1 and v in path:
            return path[path.index(v):]
        for p in path:
            state[p] = 2
    return None


def _edmonds(score):
    """score[d][h]; index 0 is the root. Returns heads."""
    n = len(score)
    heads = [0] + [max((h for h in range(n) if h != d), key=lambda h: score[d][h]) for d in range(1, n)]
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [v for v in range(n) if v not in inside]
    where = {v: i for i, v in enumerate(rest)}
    c = len(rest)
    total = sum(score[d][heads[d]] for d in cycle)
    small = [[-1e18] * (c + 1) for _ in range(c + 1)]
    enter, leave = {}, {}
    for d in rest:
        for h in rest:
            small[where[d]][where[h]] = score[d][h]
        best = max(cycle, key=lambda h: score[d][h])
        small[where[d]][c] = score[d][best]
        leave[d] = best
    for h in rest:
        best = max(cycle, key=lambda d: score[d][h] - score[d][heads[d]])
        small[c][where[h]] = total + score[best][h] - score[best][heads[best]]
        enter[h] = best
    sub = _edmonds(small)
    result = list(heads)
    for d in rest:
        if d == 0:
            continue
        h = sub[where[d]]
        result[d] = leave[d] if h == c else rest[h]
    entry = rest[sub[c]]
    result[enter[entry]] = entry
    return result


def decode(scores):
    """scores: list of rows, one a token, over heads 0..n. Returns heads 1-based list for tokens."""
    n = len(scores)
    table = [[0.0] * (n + 1)] + [list(r) for r in scores]
    for i in range(1, n + 1):
        table[i][i] = -1e9
    heads = [0] + [max(range(n + 1), key=table[i].__getitem__) for i in range(1, n + 1)]
    if heads[1:].count(0) == 1 and not _cycle(heads):
        return heads[1:]
    for i in range(1, n + 1):
        table[i][0] -= 1e5
    return _edmonds(table)[1:]
