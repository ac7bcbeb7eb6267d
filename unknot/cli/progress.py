"""A bar that shows how far a long command is."""

from __future__ import annotations


class Progress:
    """A bar on the terminal; it goes away when it is done, and stdout stays clean."""

    def __init__(self, total: int | None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("Forecasting", total=total)

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def advance(self, method: str, person: str) -> None:
        """One more pair of method and person is done."""
        self._bar.update(self._task, advance=1, description=f"{method}, {person}")


class Counted:
    """A bar that counts up to a number that is known once the work has begun."""

    def __init__(self, title: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Bar(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True))
        self._task = self._bar.add_task(title, total=None)

    def __enter__(self) -> Counted:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def reached(self, done: int, total: int) -> None:
        """So many are done."""
        self._bar.update(self._task, completed=done, total=total)

    def reached_in(self, title: str, done: int, total: int) -> None:
        """So many are done of something that is named."""
        self._bar.update(self._task, description=title.capitalize(), completed=done, total=total)
