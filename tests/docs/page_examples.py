"""Runs the code blocks and commands of a Markdown page in order, in a folder, and compares what they print.

- A ``python`` block runs in a namespace that the page's blocks share. What it prints must stand in a ``text`` block
  right after it.
- In a ``console`` block, each line that begins with ``$`` is run by bash and must succeed. Lines below it are its
  standard output; where there are none, output is not compared.

As in doctest, ``...`` stands for any text.
"""

import contextlib
import doctest
import io
import subprocess

from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser

CHECKER = doctest.OutputChecker()
FLAGS = doctest.ELLIPSIS | doctest.REPORT_NDIFF


class PageError(AssertionError):
    """A block that prints something else than the page says."""


class PageRunner:
    """Runs a page's blocks.

    With `update`, output that differs is noted in `replacements` (start, end, text), not raised.
    """

    def __init__(self, environment, *, update=False):
        self.environment = environment
        self.update = update
        self.replacements = []
        self.printed = None
        self.code_end = 0

    def run(self, path):
        """Run the blocks of a page; return the number of them."""
        parsers = [CodeBlockParser(name, getattr(self, f"_run_{name}")) for name in ("python", "console", "text")]
        document = Sybil(parsers=parsers).parse(path)
        count = 0
        for example in document.examples():
            example.evaluate()
            count += 1
        self._check_output_is_shown()
        if self.update and self.replacements:
            text = document.text
            for start, end, replacement in reversed(self.replacements):
                text = text[:start] + replacement + text[end:]
            path.write_text(text, encoding="utf-8")
        return count

    def _check_output_is_shown(self):
        if self.printed:
            raise PageError(f"This is printed, and no text block shows it:\n{self.printed}")
        self.printed = None

    def _run_python(self, example):
        self._check_output_is_shown()
        stream = io.StringIO()
        line = example.line + example.parsed.line_offset
        code = compile("\n" * line + example.parsed, example.path, "exec", dont_inherit=True)
        with contextlib.redirect_stdout(stream):
            exec(code, example.namespace)
        self.printed = stream.getvalue()
        self.code_end = example.region.end

    def _run_text(self, example):
        between = example.document.text[self.code_end : example.region.start]
        if self.printed is None or between.strip():
            return
        start = example.region.start + example.document.text[example.region.start :].index("\n") + 1
        self._compare(str(example.parsed), self.printed, start)
        self.printed = None

    def _run_console(self, example):
        self._check_output_is_shown()
        place = example.region.start + example.document.text[example.region.start :].index("\n") + 1
        for command, shown in commands_of(str(example.parsed)):
            done = subprocess.run(
                ["bash", "-o", "pipefail", "-c", command],
                env=self.environment,
                capture_output=True,
                text=True,
                check=False,
                timeout=300,
            )
            # 141: the reader of a pipe, such as head, had seen enough.
            if done.returncode not in (0, 141):
                raise PageError(f"$ {command}\nends with exit code {done.returncode}:\n{done.stderr or done.stdout}")
            place = example.document.text.index(command, place) + len(command) + 1
            if shown:
                self._compare(shown, done.stdout, place)
            place += len(shown)

    def _compare(self, shown, printed, start):
        printed = "\n".join(map(str.rstrip, printed.splitlines())) + "\n" if printed else ""
        if CHECKER.check_output(shown, printed, FLAGS):
            return
        if self.update:
            self.replacements.append((start, start + len(shown), printed))
            return
        raise PageError(CHECKER.output_difference(doctest.Example("", shown), printed, FLAGS))


def commands_of(block):
    """Return the commands of a console block, each with the output shown below it."""
    commands = []
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append((line.removeprefix("$ "), ""))
        elif commands and commands[-1][0].endswith("\\") and not commands[-1][1]:
            commands[-1] = (f"{commands[-1][0]}\n{line}", "")
        else:
            command, output = commands[-1]
            commands[-1] = (command, f"{output}{line}\n")
    return commands
