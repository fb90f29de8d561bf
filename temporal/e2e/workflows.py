"""Workflows in Python on activities of a worker that is written in Go.

Usage: workflows.py ADDRESS QUEUE, where QUEUE is the task queue of a connection. What
each workflow ends in is printed as one line of JSON.
"""

import asyncio
import json
import sys
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.client import Client, WorkflowHandle
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, CancelledError
from temporalio.worker import Worker

OWN_QUEUE = "python-workflows"


async def activity(queue: str, name: str, argument: dict[str, Any]) -> Any:
    return await workflow.execute_activity(
        name,
        argument,
        task_queue=queue,
        start_to_close_timeout=timedelta(minutes=2),
        heartbeat_timeout=timedelta(seconds=3),
        retry_policy=RetryPolicy(initial_interval=timedelta(milliseconds=100)),
        cancellation_type=workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    )


def creating(name: str) -> dict[str, Any]:
    task = {"task_key": "load", "notebook_task": {"notebook_path": "/load"}}
    return {"action": "post_api_2_2_jobs_create", "params": {"data": {"name": name, "tasks": [task]}}}


def following(job: int) -> dict[str, Any]:
    run = {"action": "post_api_2_2_jobs_run_now", "params": {"data": {"job_id": job}}}
    return {**run, "interval_seconds": 0.05}


@workflow.defn
class Through:
    """Makes a job, runs it to its end and lists the jobs."""

    @workflow.run
    async def run(self, queue: str) -> dict[str, Any]:
        made = await activity(queue, "RunAction", creating("from python"))
        run = await activity(queue, "WaitAction", following(made["data"]["job_id"]))
        jobs = await activity(queue, "ListItems", {"action": "get_api_2_2_jobs_list"})
        return {"job": made["data"]["job_id"], "run": run, "names": [j["settings"]["name"] for j in jobs["items"]]}


@workflow.defn
class Refused:
    """Makes a call that is none and looks at the error."""

    @workflow.run
    async def run(self, queue: str) -> dict[str, Any]:
        try:
            await activity(queue, "RunAction", {"action": "post_api_2_2_jobs_run_now", "params": {"data": {"job": 1}}})
        except ActivityError as e:
            assert isinstance(e.cause, ApplicationError)
            return {"type": e.cause.type, "final": e.cause.non_retryable, "error": e.cause.details[0]}
        raise AssertionError("the call was not refused")


@workflow.defn
class Cancelled:
    """Waits until it is cancelled, and tells what became of the work."""

    @workflow.run
    async def run(self, queue: str, job: int) -> dict[str, Any]:
        try:
            await activity(queue, "WaitAction", following(job))
        except ActivityError as e:
            assert isinstance(e.cause, CancelledError)
            return e.cause.details[0]
        raise AssertionError("the activity was not cancelled")


async def has_begun(handle: WorkflowHandle[Any, Any]) -> None:
    """Waits until the activity has said in a heartbeat which work it follows."""
    while True:
        pending = (await handle.describe()).raw_description.pending_activities
        if any(b'"handle"' in p.data for a in pending for p in a.heartbeat_details.payloads):
            return
        await asyncio.sleep(0.05)


async def main(address: str, queue: str) -> None:
    client = await Client.connect(address)
    own = f"{OWN_QUEUE}-{queue}"

    def tell(name: str, end: Any) -> None:
        print(json.dumps({"workflow": name, "end": end}), flush=True)

    async def begin(of: Any, *args: Any) -> WorkflowHandle[Any, Any]:
        return await client.start_workflow(of, args=args, id=f"{of.__qualname__}-{queue}", task_queue=own)

    async with Worker(client, task_queue=own, workflows=[Through, Refused, Cancelled]):
        through = await (await begin(Through.run, queue)).result()
        tell("through", through)
        tell("refused", await (await begin(Refused.run, queue)).result())
        sys.stdin.readline()  # the service is made slow
        handle = await begin(Cancelled.run, queue, through["job"])
        await has_begun(handle)
        await handle.cancel()
        tell("cancelled", await handle.result())


if __name__ == "__main__":  # the workflows' own sandbox imports this file again
    asyncio.run(main(*sys.argv[1:]))
