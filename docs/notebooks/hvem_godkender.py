# %% [markdown]
# # Hvem godkender, og hvad hviler svaret på?
# Et svar har en dag, en gyldighed og den sætning, det hviler på. Hvor dokumenterne tier, siger
# svaret det.

# %%
import orgraph

org = orgraph.read("seed")
then = org.at("1. oktober 2016")
answer = then.approves("Fælles samarbejdsaftaler")
print(answer)

# %% [markdown]
# De samme oplysninger som data: hvem der afgør, og hvor det står.

# %%
for row in answer.rows:
    if row.role == "godkender":
        sources = row.support.sources
        places = [f"{source.document}:{source.first}-{source.last}" for source in sources]
        print(row.name, "·", ", ".join(places))

# %% [markdown]
# Det, der ikke er afklaret, følger med svaret.

# %%
for note in answer.notes:
    print(note.kind, "·", note.text[:60])
assert answer.status == "answered"
