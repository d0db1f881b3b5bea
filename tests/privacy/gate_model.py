"""A second model of the gate, written from docs/gate.md and from no line of the first one.

gate_model.py PROGRAM SEED COUNT: PROGRAM writes random questions with the answers of the C++ gate, one JSON object a
line; each is decided here again. Exit 0 when all agree and every reason was met, else 1 and the first difference.
"""

import collections
import json
import subprocess
import sys

ORDER = """unknown-purpose no-basis unknown-provider recipient-not-declared forbidden-use no-authorisation
field-not-declared field-not-for-purpose field-not-granted-out field-not-granted-in special-category offence-data
datum-absent identity-too-low no-agreement recipient-not-chosen no-consent consent-withdrawn consent-declined
consent-expired processing-restricted processing-objected retention-over""".split()

LEVELS = {"": 0, "franceconnect": 1, "franceconnect-plus": 2}
ARTICLE_6 = {"consent": "a", "contract": "b", "legal-obligation": "c", "vital-interest": "d", "public-task": "e",
             "legitimate-interest": "f"}


def first(broken):
    """The first broken rule of the document's order; nothing when none is."""
    for code in ORDER:
        if code in broken:
            return code
    return None


def agency_of(actor):
    return actor["agency"] or actor["name"]


def basis_code(purpose):
    if purpose["regime"] != "rgpd":
        return purpose["regime"]
    if not purpose["basis"]:
        return "none"
    explicit = purpose["basis"] == "consent" and purpose["special"] == "art-9-2-a"
    return "eu-gdpr:A6-1-" + ARTICLE_6[purpose["basis"]] + ("-explicit-consent" if explicit else "")


def lacks_basis(purpose, authority):
    if purpose["regime"] != "rgpd":
        return False
    return not purpose["basis"] or (purpose["basis"] == "legitimate-interest" and authority)


def is_for(datum, number):
    return number in (datum["for"] or [0])


def category_broken(datum, purpose):
    broken = set()
    regime = purpose["regime"]
    if datum["special"]:
        if regime == "rgpd" and not purpose["special"].startswith("art-9"):
            broken.add("special-category")
        if regime == "police-justice" and not purpose["law"]:
            broken.add("special-category")
    if datum["category"] == "offence" and regime == "rgpd" and not purpose["special"].startswith("art-10"):
        broken.add("offence-data")
    return broken


def answer_broken(purpose, now):
    """What her answer itself says against it, where an answer is needed."""
    said, until = purpose["decision"], purpose["until"]
    if said in ("withdrawn", "declined"):
        return {"consent-" + said}
    if said == "agreed" and until is not None and until <= now:
        return {"consent-expired"}
    return set()


def on_consent(purpose):
    return purpose["regime"] == "rgpd" and purpose["basis"] == "consent"


def objection_counts(purpose):
    return (purpose["objected"] and purpose["regime"] == "rgpd" and not purpose["no-objection"]
            and purpose["basis"] in ("public-task", "legitimate-interest"))


def over(purpose, now):
    return purpose["retained-until"] is not None and purpose["retained-until"] <= now


def standing_broken(purpose, now, restriction=True):
    broken = set()
    if restriction and purpose["restricted"] and purpose["regime"] == "rgpd":
        broken.add("processing-restricted")
    if objection_counts(purpose):
        broken.add("processing-objected")
    if over(purpose, now):
        broken.add("retention-over")
    return broken


def exchange(q):
    declared, wanted, purposes = q["exchange"], q["request"], q["purposes"]
    if declared["purpose"] >= len(purposes):
        return ["unknown-purpose"]
    purpose = purposes[declared["purpose"]]
    broken = set()
    if lacks_basis(purpose, q["actors"][declared["by"]]["role"] == "agency"):
        broken.add("no-basis")
    api = next((a for a in q["agencies"] if (a["agency"], a["api"]) == (wanted["provider"], declared["api"])), None)
    if api is None:
        return [first(broken | {"unknown-provider"})]
    if wanted["consumer"] != agency_of(q["actors"][declared["by"]]):
        broken.add("recipient-not-declared")
    if not declared["with-member"] and wanted["provider"] != agency_of(q["actors"][declared["with"]]):
        broken.add("recipient-not-declared")
    for use in api["forbidden"]:
        if use[0] in ("", "*", purpose["name"]) and use[1] in ("", "*", q["procedure"]):
            broken.add("forbidden-use")
    grants = [g for g in api["grants"]
              if (g["procedure"], g["consumer"], g["purpose"]) == (q["procedure"], wanted["consumer"], purpose["name"])]
    if not grants:
        return [first(broken | {"no-authorisation"})]
    takes = {d: f for d, f in grants[0]["takes"].items() if f in api["takes"]}
    gives = {d: f for d, f in grants[0]["gives"].items() if f in api["gives"]}
    data = q["data"]
    if any(d >= len(data) or d not in declared[way] for way in ("send", "receive") for d in wanted[way]):
        return [first(broken | {"field-not-declared"})]
    out = [d for d in wanted["send"] if not declared["with-member"] or data[d]["name"] in takes]
    for d in out + wanted["receive"]:
        if not is_for(data[d], declared["purpose"]):
            broken.add("field-not-for-purpose")
        broken |= category_broken(data[d], purpose)
    if any(data[d]["name"] not in takes for d in out):
        broken.add("field-not-granted-out")
    if any(data[d]["name"] not in gives for d in wanted["receive"]):
        broken.add("field-not-granted-in")
    if any(not data[d]["present"] for d in out):
        broken.add("datum-absent")
    if api["identity"] not in LEVELS or LEVELS[api["identity"]] > LEVELS.get(wanted["identity"], 0):
        broken.add("identity-too-low")
    if purpose["agreement"] == "required" and not purpose["decision"]:
        broken.add("no-agreement")
    if purpose["agreement"] == "choice" and wanted["provider"] not in q["chosen"]:
        broken.add("recipient-not-chosen")
    if on_consent(purpose) and not purpose["decision"]:
        broken.add("no-consent")
    if on_consent(purpose) or purpose["agreement"]:
        broken |= answer_broken(purpose, q["now"])
    broken |= standing_broken(purpose, q["now"])
    if broken:
        return [first(broken)]
    return ["permit", [[d, takes[data[d]["name"]]] for d in out],
            [[d, gives[data[d]["name"]]] for d in wanted["receive"]], basis_code(purpose),
            "v1" if purpose["decision"] == "agreed" else ""]


def keeping_broken(q, number):
    purpose = q["purposes"][number]
    broken = set()
    authority = any(c < len(q["actors"]) and q["actors"][c]["role"] == "agency" for c in purpose["controllers"])
    if lacks_basis(purpose, authority):
        broken.add("no-basis")
    return purpose, broken


def consent_broken(purpose, now):
    if not on_consent(purpose):
        return set()
    return answer_broken(purpose, now) if purpose["decision"] else {"no-consent"}


def storage(q):
    """Under the first purpose that may hold it; what a purpose's own standing says comes before the category."""
    datum = q["data"][q["datum"]]
    reasons = []
    for number in datum["for"] or [0]:
        purpose, broken = keeping_broken(q, number)
        broken |= consent_broken(purpose, q["now"]) | standing_broken(purpose, q["now"], restriction=False)
        reason = first(broken) or first(category_broken(datum, purpose))
        if reason is None:
            return ["permit", purpose["name"], basis_code(purpose)]
        reasons.append(reason)
    return [reasons[0]]


def letter(q):
    told = q["letter"]
    if told["purpose"] >= len(q["purposes"]):
        return ["unknown-purpose"]
    purpose, broken = keeping_broken(q, told["purpose"])
    if broken:
        return [first(broken)]
    for d in told["carries"]:  # datum by datum: the first one at fault is the one named
        if not is_for(q["data"][d], told["purpose"]):
            return ["field-not-for-purpose"]
        reason = first(category_broken(q["data"][d], purpose))
        if reason:
            return [reason]
    if q["actors"][told["to"]]["role"] != "citizen":
        reason = first(consent_broken(purpose, q["now"]) | standing_broken(purpose, q["now"]))
        if reason:
            return [reason]
    return ["permit", purpose["name"], basis_code(purpose)]


def main():
    program, seed, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    decide = {"exchange": exchange, "storage": storage, "letter": letter}
    seen = collections.Counter()
    with subprocess.Popen([program, seed, str(count)], stdout=subprocess.PIPE) as writer:
        for number, line in enumerate(writer.stdout):
            q = json.loads(line)
            ours = decide[q["ask"]](q)
            if ours != q["answer"]:
                print(f"request {number}: the gate says {q['answer']}, the model {ours}\n{line.decode()}")
                writer.kill()
                return 1
            seen[ours[0]] += 1
    if writer.returncode != 0 or sum(seen.values()) != count:
        print(f"{sum(seen.values())} requests of {count}")
        return 1
    missing = [code for code in ORDER + ["permit"] if not seen[code]]
    for code in ["permit"] + ORDER:
        print(f"{seen[code]:8} {code}")
    print(f"{count} requests, no difference")
    if missing:
        print("never met: " + ", ".join(missing))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
