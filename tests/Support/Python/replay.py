"""Makes AWS calls with boto3 and prints what it returns: one JSON object a line in, one a line out.

In:  {"service": "ec2", "operation": "DescribeVpcs", "region": "eu-west-1", "parameters": {...}}
Out: {"output": {...}}, {"error": "NoSuchBucketPolicy"}, or {"error": null} for an answer that is no answer
"""
import base64
import datetime
import json
import sys

import boto3
import botocore.config
import botocore.exceptions
import botocore.parsers

clients = {}


def client(service, region):
    if (service, region) not in clients:
        config = botocore.config.Config(
            retries={"max_attempts": 5}, s3={"addressing_style": "path"}, parameter_validation=False)
        clients[service, region] = boto3.client(service, region_name=region, endpoint_url=sys.argv[1], config=config)
    return clients[service, region]


def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if hasattr(value, "read"):
        return base64.b64encode(value.read()).decode()
    return value


def call(asked):
    api = client(asked["service"], asked["region"])
    name = next(python for python, wire in api.meta.method_to_api_mapping.items() if wire == asked["operation"])
    try:
        output = getattr(api, name)(**asked["parameters"])
    except botocore.exceptions.ClientError as refused:
        return {"error": refused.response["Error"]["Code"]}
    except botocore.parsers.ResponseParserError:
        return {"error": None}
    output.pop("ResponseMetadata", None)
    return {"output": plain(output)}


for line in sys.stdin:
    print(json.dumps(call(json.loads(line))), flush=True)
