# %% [markdown]
# # Hele grafen i networkx
# Hvor langt er der op, og hvem står mange i vejen for?

# %%
from collections import Counter

import networkx as nx

import orgraph

org = orgraph.read("seed")
graph = org.to_networkx(at="2012-06-01")
print(graph)

# %%
kinds = Counter(kind for _, kind in graph.nodes(data="kind"))
print(kinds.most_common(5))

# %% [markdown]
# Kun det, der refererer: en graf af veje opad.

# %%
upward: "nx.DiGraph[str]" = nx.DiGraph(
    (source, target)
    for source, target, data in graph.edges(data=True)
    if data["type"] == "refererer-til"
)
tops = sorted(node for node in upward if not upward.out_degree(node))
print("Organer uden nogen over sig:", tops)
assert nx.is_directed_acyclic_graph(upward)
