"""Runs the guide's workflow once: guide.py ADDRESS. The end is printed as a line of JSON."""

import asyncio
import json
import sys

from nightly import Nightly
from temporalio.client import Client
from temporalio.worker import Worker

QUEUE = "guide-in-python"


async def main(address: str) -> None:
    client = await Client.connect(address)
    async with Worker(client, task_queue=QUEUE, workflows=[Nightly]):
        end = await client.execute_workflow(Nightly.run, 1, id=QUEUE, task_queue=QUEUE)
    print(json.dumps({"workflow": "Nightly", "end": end}), flush=True)


asyncio.run(main(*sys.argv[1:]))
