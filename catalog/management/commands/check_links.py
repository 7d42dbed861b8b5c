from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from catalog import links


def days(text: str) -> int:
    if (value := whole(text)) > 36_500:
        raise ArgumentTypeError(f"{text} days are more than a century")
    return value


def whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ArgumentTypeError(f"{text} is no whole number of 0 or more")
    return int(text)


def seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 86_400:
        raise ArgumentTypeError(f"{text} is no number of seconds from 0 to a day")
    return value


class Command(BaseCommand):
    help = "Ask the addresses of the live learning resources whether they still answer, and write down what they say."

    def add_arguments(self, parser: CommandParser) -> None:
        usual = links.Manners()
        parser.add_argument("--only-older-than", type=days, metavar="DAYS", help="last looked at more days ago")
        parser.add_argument("--limit", type=whole, metavar="N", help="ask so many addresses at most")
        parser.add_argument("--dry-run", action="store_true", help="ask, but write nothing down")
        parser.add_argument("--timeout", type=seconds, default=usual.timeout, help="seconds for a request")
        parser.add_argument("--total", type=seconds, default=usual.total, help="seconds for all")
        parser.add_argument("--pause", type=seconds, default=usual.pause, help="seconds between requests to a host")
        parser.add_argument("--allow-private", action="store_true", help="ask hosts of private networks too")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        due = links.due(today=today, older_than=options["only_older_than"]).values_list("url", flat=True)
        urls = list(dict.fromkeys(due))[: options["limit"]]
        manners = links.Manners(
            timeout=options["timeout"],
            total=options["total"],
            pause=options["pause"],
            allow_private=options["allow_private"],
        )
        outcomes = []
        for url, outcome in links.check(urls, manners):
            outcomes.append(outcome)
            if not options["dry_run"]:
                links.record(url=url, outcome=outcome, on=today)
            self.stdout.write(
                f"{len(outcomes)}/{len(urls)} {'fine' if outcome.is_fine else 'look'} {url} {outcome.said}"
            )
        fine = sum(outcome.is_fine for outcome in outcomes)
        written = " Nothing was written down." if options["dry_run"] else ""
        self.stdout.write(
            f"{len(outcomes)} addresses asked: {fine} fine, {len(outcomes) - fine} to look at; "
            f"{len(urls) - len(outcomes)} not reached in time.{written}"
        )
