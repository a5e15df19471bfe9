"""The report as one HTML file that needs nothing beside it: the house's stylesheet, our own SVG."""

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from infra.surge.capacity.stages import Stage
from infra.surge.report.charts import Chart
from infra.surge.report.costs import crowd_limit, spent
from infra.surge.report.drawing import svg
from infra.surge.report.judgements import figure, missed, verdict
from infra.surge.report.pictures import crowd_charts, history_chart, server_charts
from infra.surge.report.server import server, waits
from infra.surge.report.words import Report, saturated, scenario, tiles
from infra.surge.watching.figures import ALL

_HERE: Final = Path(__file__).parent
_STYLE: Final = _HERE.parents[1] / "look" / "madoguchi.css"
_REQUESTS: Final = {
    "requests": "Requests",
    "failures": "Failures",
    "a_second": "A second",
    "p50": "p50",
    "p95": "p95",
    "p99": "p99",
    "most": "Most",
}
_STAGES: Final = {
    "users": "People at a time",
    "a_second": "Answers a second",
    "p99": "p99, ms",
    "site_cores": "Cores: site",
    "postgres_cores": "Cores: PostgreSQL",
    "flushes": "Flushes a second",
}


def page(report: Report) -> str:
    run = report.run
    return _template().render(
        report=report,
        run=run,
        stylesheet=Markup(_STYLE.read_text(encoding="utf-8")),  # noqa: S704 - our own file
        tiles=tiles(report),
        scenario=scenario(run),
        server=server(run),
        spent=spent(run),
        saturation=saturated(report),
        crowd_limit=crowd_limit(report),
        limits=[
            (each.limit, each.measured, each.allowed, f"{verdict(each.holds)} {missed(each)}")
            for each in run.judged
        ],
        failed=[(each.name, each.error, each.times) for each in run.failed],
        outcomes=sorted(run.outcomes.items()),
        requests_head=["Request", *_REQUESTS.values()],
        requests=[
            ("all" if name == ALL else name, *(getattr(each, figure) for figure in _REQUESTS))
            for name, each in run.counted.items()
        ],
        crowd_charts=crowd_charts(run.observed.seconds, report.deed, run.judged),
        server_charts=server_charts(run.observed),
        waits=waits(run),
        stages_head=list(_STAGES.values()),
        stages=[[getattr(each, name) for name in _STAGES] for each in _several(report.stages)],
        checks=[
            (each.rule, verdict(each.holds), " · ".join(each.examples)) for each in run.findings
        ],
        history=history_chart(report.past, report.deed),
    )


def _several(stages: list[Stage]) -> list[Stage]:
    """One alone is the drill itself."""
    return stages if len(stages) > 1 else []


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["svg"] = _drawn
    environment.filters["figure"] = figure
    return environment.get_template("report.html")


def _drawn(chart: Chart) -> Markup:
    return Markup(svg(chart))  # noqa: S704 - it escapes what it is given
