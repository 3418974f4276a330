"""A pool of processes that gives answers in the order of the rows and outlives the death of a worker.

Each worker holds one chunk at a time on a pipe of its own, so that when it dies (killed, out of memory) it is known
whose rows went with it: these are tried again one by one, and the row that kills a worker a second time is answered
with an error. No more than a few chunks per worker are read ahead, so memory is bounded whatever the input's length.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from checker.batch.rows import BadRow, Done, Row
from checker.batch.work import Checks, MakeChecker, check_rows

SMALL = 200_000  # characters below which starting processes costs more than it saves
_OVERHEAD = 50  # what a row counts beside its text
_CHUNK_ROWS = 64
_CHUNK_SIZE = 64_000
_AHEAD = 4  # chunks per worker, under way or waiting for their turn
_MOST_DEATHS = 12  # one after the other, without an answer between

Item = Row | BadRow
Chunk = list[Item]


def check_all(
    items: Iterable[Item], make: MakeChecker, jobs: int, checker: Checks | None = None
) -> Generator[Done, None, None]:
    """Yield the answer to each row, in order; in this process where there is little to do.

    Args:
        items: the rows; those at fault are answered with their error.
        make: makes a worker's checker; it must survive pickling.
        jobs: how many processes; 1 uses none beside this one.
        checker: the checker to use in this process; made by `make` where it is None.
    """
    source = iter(items)
    first: deque[Item] = deque()
    size = 0
    while size < SMALL and (item := next(source, None)) is not None:
        first.append(item)
        size += _size(item)
    if jobs > 1 and size >= SMALL:
        with contextlib.closing(_Pool(make, jobs)) as pool:
            yield from pool.run(_chunks(_chain(first, source)))
        return
    own = checker or make()
    for chunk in _chunks(_chain(first, source)):
        yield from _merged(chunk, check_rows(own, _good(chunk)))


def _chain(first: deque[Item], rest: Iterator[Item]) -> Iterator[Item]:
    while first:
        yield first.popleft()
    yield from rest


def _size(item: Item) -> int:
    return _OVERHEAD + (len(item.draft.source) if isinstance(item, Row) else 0)


def _chunks(items: Iterator[Item]) -> Iterator[Chunk]:
    chunk: Chunk = []
    size = 0
    for item in items:
        chunk.append(item)
        size += _size(item)
        if len(chunk) >= _CHUNK_ROWS or size >= _CHUNK_SIZE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _good(chunk: Chunk) -> list[Row]:
    return [item for item in chunk if isinstance(item, Row)]


def _merged(chunk: Chunk, done: Iterable[Done]) -> Iterator[Done]:
    """Yield the answers with the errors of the bad rows between them, as they stood."""
    answers = iter(done)
    for item in chunk:
        yield next(answers) if isinstance(item, Row) else Done(item.id, error=str(item.error), at=item.at)


def _serve(pipe: Connection, make: MakeChecker) -> None:
    """Be a worker: answer chunks until the pipe closes. Ctrl-C is the parent's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    checker: Checks | None = None
    failed = ""
    try:
        checker = make()
    except Exception as why:  # noqa: BLE001  each row is answered with it
        failed = f"the rules could not be loaded ({why})"
    with contextlib.suppress(EOFError, OSError):
        while True:
            rows: list[Row] = pipe.recv()
            if checker is None:
                pipe.send([row.failed(failed) for row in rows])
            else:
                pipe.send(check_rows(checker, rows))


class _Worker:
    """A process, the parent's end of its pipe, and the task that it holds."""

    def __init__(self, make: MakeChecker) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(theirs, make), daemon=True)
        with _unstoppable():
            self.process.start()
        theirs.close()
        self.task: _Task | None = None

    def give(self, task: _Task) -> bool:
        """Send a task; return whether the worker was there to take it."""
        self.task = task
        try:
            self.pipe.send(task.rows)
        except OSError:
            return False
        return True

    def end(self) -> None:
        """Stop the process at once and let its pipe go."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Task:
    """Rows to be done together: a chunk's, or one row of a chunk whose worker died."""

    def __init__(self, turn: _Turn, rows: list[Row], first: int) -> None:
        self.turn, self.rows, self.first = turn, rows, first


class _Turn:
    """A chunk that waits for its turn in the output, and the answers to it so far."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        self.rows = _good(chunk)
        self.answers: list[Done | None] = [None] * len(self.rows)
        self.missing = len(self.rows)

    def put(self, first: int, answers: list[Done]) -> None:
        self.answers[first : first + len(answers)] = answers
        self.missing -= len(answers)

    def done(self) -> Iterator[Done]:
        return _merged(self.chunk, (answer for answer in self.answers if answer is not None))


class _Pool:
    def __init__(self, make: MakeChecker, jobs: int) -> None:
        self._make, self._jobs = make, jobs
        self._workers: list[_Worker] = []
        self._tasks: deque[_Task] = deque()
        self._deaths = 0

    def close(self) -> None:
        """Stop all workers."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def run(self, chunks: Iterator[Chunk]) -> Iterator[Done]:
        """Yield the answers to the chunks, in order."""
        turns: deque[_Turn] = deque()
        more = True
        while more or turns:
            while more and len(turns) < self._jobs * _AHEAD:
                chunk = next(chunks, None)
                if chunk is None:
                    more = False
                    break
                turn = _Turn(chunk)
                turns.append(turn)
                if turn.rows:
                    self._tasks.append(_Task(turn, turn.rows, 0))
            self._give_out()
            while turns and not turns[0].missing:
                yield from turns.popleft().done()
            if turns and (not more or len(turns) >= self._jobs * _AHEAD):
                self._take_in()

    def _give_out(self) -> None:
        idle = [worker for worker in self._workers if worker.task is None]
        while self._tasks:
            if self._deaths >= _MOST_DEATHS:
                self._lost(self._tasks.popleft())
                continue
            if idle:
                worker = idle.pop()
            elif len(self._workers) < self._jobs:
                worker = _Worker(self._make)
                self._workers.append(worker)
            else:
                return
            if not worker.give(self._tasks.popleft()):
                self._bury(worker)

    def _take_in(self) -> None:
        """Wait until some worker has answered, or died, and take that in."""
        busy = {worker.pipe: worker for worker in self._workers if worker.task is not None}
        for pipe in wait(list(busy)) if busy else ():
            worker = busy[pipe]  # type: ignore[index]  # wait gives back the connections that it was given
            task = worker.task
            if task is None:
                continue
            try:
                answers: list[Done] = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            worker.task = None
            self._deaths = 0
            task.turn.put(task.first, answers)

    def _bury(self, worker: _Worker) -> None:
        """Let a dead worker go; its rows are tried again one by one, or, where it held one, answered with an error."""
        self._workers.remove(worker)
        worker.end()
        self._deaths += 1
        task = worker.task
        if task is None:
            return
        if len(task.rows) == 1:
            self._lost(task)
        else:
            self._tasks.extendleft(
                _Task(task.turn, [row], task.first + i) for i, row in reversed(list(enumerate(task.rows)))
            )

    def _lost(self, task: _Task) -> None:
        what = "the process that checked it was killed, perhaps for want of memory - try it alone, with --jobs 1"
        task.turn.put(task.first, [row.failed(what) for row in task.rows])


@contextlib.contextmanager
def _unstoppable() -> Iterator[None]:
    """Keep Ctrl-C from a process that starts: it inherits the block, and the parent gets the signal afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # where the first start has to start it too, it undoes the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
