"""`dateline scorer serve`, `key` and `revoke`: the analyzer without a newsroom around it."""

import argparse
import ipaddress
import os
import sys
from pathlib import Path

from dateline.api.analyzer.keys import BadKeysFile, make_key, read_keys, revoke_key
from dateline.project.analyzer import keys_file
from dateline.project.commands.exits import DONE, AskedWrongly

PROCESSES = 2
# A request that the server has taken is answered before it leaves.
STOP_WITHIN_SECONDS = 10


def run(arguments: argparse.Namespace) -> int:
    """Run one act and return its exit code."""
    try:
        if arguments.act == "serve":
            return _serve(arguments)
        path = _needed_keys_file()
        if arguments.act == "revoke":
            revoke_key(path, name=arguments.name)
            print(f"The key {arguments.name} is not let in any more.")
            return DONE
        secret = make_key(path, name=arguments.name, per_minute=arguments.per_minute)
        print(f"Key of {arguments.name}, shown once: {secret}")
        return DONE
    except (BadKeysFile, ValueError) as error:
        raise AskedWrongly(str(error)) from error


def _needed_keys_file() -> Path:
    path = keys_file()
    if path is None:
        raise AskedWrongly("DATELINE_SCORER_KEYS is not set, expected the path of a keys file")
    return path


def _serve(arguments: argparse.Namespace) -> int:
    path = keys_file()
    if path is not None:
        read_keys(path)  # said here, not by each process
    elif not _is_loopback(arguments.host):
        raise AskedWrongly(
            f"--host is {arguments.host} and DATELINE_SCORER_KEYS is not set: without keys the "
            "analyzer answers only on this machine, such as --host 127.0.0.1"
        )
    base_url = arguments.base_url or f"http://{arguments.host}:{arguments.port}"
    print(f"The analyzer answers at {base_url}/v1alpha1/ (Ctrl-C stops it)", flush=True)
    command = [
        sys.executable, "-m", "granian", "--interface", "rsgi",
        "--host", arguments.host, "--port", str(arguments.port),
        "--workers", str(PROCESSES), "--respawn-failed-workers",
        "--workers-kill-timeout", str(STOP_WITHIN_SECONDS),
        "--log-level", "warning", "--no-ws", "dateline.project.analyzer_rsgi:app",
    ]  # fmt: skip
    # This very process becomes the server, so that whoever stops it stops all of it.
    os.execve(sys.executable, command, os.environ | {"DATELINE_BASE_URL": base_url})  # noqa: S606


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
