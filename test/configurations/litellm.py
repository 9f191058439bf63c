"""What LiteLLM's own loader makes of configuration files: one line of JSON for each path in the arguments, after one about the product."""

import asyncio
import json
import logging
import sys

import litellm
from litellm.proxy import proxy_cli, proxy_server
from litellm.proxy.db.prisma_client import should_update_prisma_schema

logging.disable(logging.CRITICAL)


def load(path):
    router, _, _ = asyncio.run(proxy_server.ProxyConfig().load_config(router=None, config_file_path=path))
    cache = litellm.cache
    return {
        "models": {
            model["model_name"]: [litellm.get_llm_provider(**{k: model["litellm_params"][k] for k in ("model", "api_base")})[i] for i in (1, 0, 3)]
            for model in router.get_model_list()
        },
        "master_key": proxy_server.master_key,
        "cache": cache and {"type": cache.type, **{k: cache.cache.redis_kwargs[k] for k in ("host", "port", "password")}},
    }


def attempt(path):
    try:
        return load(path)
    except BaseException as error:
        return {"error": f"{type(error).__name__}: {error}"}


def tell(answer):
    print("\n>" + json.dumps(answer))


options = [option for parameter in proxy_cli.run_server.params for option in parameter.opts]
tell({"options": options, "updates_schema": should_update_prisma_schema()})
for path in sys.argv[1:]:
    tell(attempt(path))
