#!/usr/bin/env python3
"""Writes the trimmed AWS model tables that the client embeds, from a checkout of boto/botocore.

usage: aws-models.py BOTOCORE OPERATIONS OUT

BOTOCORE    a checkout of https://github.com/boto/botocore, or a folder that holds its botocore/data
OPERATIONS  lines of "service operation [IAM action] [absent=Code,Code]"; # begins a comment
OUT         folder that gets one <service>.json for each service

An operation that is not in the list cannot be called: the table is the client's closed list. Prose, examples, errors and
the constraints that AWS itself checks are left out. Nothing here runs when Raposa is built or run.
"""
import json
import pathlib
import sys

METADATA = ("apiVersion", "endpointPrefix", "globalEndpoint", "jsonVersion", "protocol", "serviceId", "signingName",
            "targetPrefix", "xmlNamespace")
OPERATION = ("http", "endpoint", "authtype")
SHAPE = ("type", "required", "payload", "flattened", "xmlNamespace", "locationName", "timestampFormat", "document")
REFERENCE = ("shape", "location", "locationName", "queryName", "flattened", "xmlAttribute", "xmlNamespace",
             "timestampFormat", "hostLabel", "jsonvalue", "idempotencyToken", "resultWrapper", "contextParam")
PAGES = ("input_token", "output_token", "more_results", "limit_key", "result_key")


def keep(source, names):
    return {name: source[name] for name in names if name in source}


def newest(folder, file):
    versions = sorted(folder.glob(f"*/{file}"))
    return json.loads(versions[-1].read_text()) if versions else {}


def trim(shape):
    kept = keep(shape, SHAPE)
    if "members" in shape:
        kept["members"] = {name: keep(member, REFERENCE) for name, member in shape["members"].items()}
    for part in ("member", "key", "value"):
        if part in shape:
            kept[part] = keep(shape[part], REFERENCE)
    return kept


def reach(shapes, name, found):
    if name in found:
        return
    found[name] = trim(shapes[name])
    shape = shapes[name]
    for reference in [*shape.get("members", {}).values(), *(shape[part] for part in ("member", "key", "value") if part in shape)]:
        reach(shapes, reference["shape"], found)


def iam_prefix(metadata):
    return metadata.get("signingName", metadata["endpointPrefix"])


def read_operations(path):
    services = {}
    for line in path.read_text().splitlines():
        words = line.split("#")[0].split()
        if words:
            services.setdefault(words[0], {})[words[1]] = words[2:]
    return services


def model_of(service, operations, data):
    full = newest(data / service, "service-2.json")
    pages = newest(data / service, "paginators-1.json").get("pagination", {})
    shapes, table = {}, {}
    for name, extra in sorted(operations.items()):
        source = full["operations"][name]
        entry = keep(source, OPERATION)
        for side in ("input", "output"):
            if side in source:
                entry[side] = keep(source[side], REFERENCE)
                reach(full["shapes"], source[side]["shape"], shapes)
        actions = [word for word in extra if "=" not in word]
        entry["action"] = actions[0] if actions else f"{iam_prefix(full['metadata'])}:{name}"
        absent = [word.removeprefix("absent=") for word in extra if word.startswith("absent=")]
        if absent:
            entry["absent"] = absent[0].split(",")
        page = [word.removeprefix("page=") for word in extra if word.startswith("page=")]
        if page:
            entry["pages"] = {"input_token": page[0], "output_token": page[0]}
        elif name in pages:
            entry["pages"] = keep(pages[name], PAGES)
        table[name] = entry
    return {"metadata": keep(full["metadata"], METADATA), "operations": table, "shapes": dict(sorted(shapes.items()))}


def write(model, path):
    def section(name):
        rows = ",\n".join(f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in model[name].items())
        return f'"{name}": {{\n{rows}\n}}'

    path.write_text(f'{{\n"metadata": {json.dumps(model["metadata"])},\n{section("operations")},\n{section("shapes")}\n}}\n')


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    checkout, operations, out = (pathlib.Path(argument) for argument in sys.argv[1:])
    for service, names in read_operations(operations).items():
        write(model_of(service, names, checkout / "botocore" / "data"), out / f"{service}.json")


if __name__ == "__main__":
    main()
