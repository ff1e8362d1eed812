"""Ten thousand further applications, for trying the program at the size of many years."""

from __future__ import annotations

import random
from datetime import timedelta

from incubator_gui.core.ids import new_id
from incubator_gui.db.schema import Application, Company, StageMove
from incubator_gui.services.sample.content import Ids, Row
from incubator_gui.services.sample.rows import Rows

COUNT = 10_000

_FIRST = ("Aster", "Birken", "Corvo", "Dahlen", "Ember", "Falken", "Ginster", "Hollin", "Iris", "Juno", "Kestrel",
          "Linden", "Morgen", "Nadir", "Orbis", "Pollen", "Quarz", "Riegel", "Salix", "Talweg")
_LAST = ("Antrieb", "Batterie", "Cloud", "Data", "Edge", "Fleet", "Grid", "Hub", "Lidar", "Mobility", "Motion",
         "Netz", "Parking", "Robotik", "Sensorik", "Signal", "Systeme", "Telemetry", "Vision", "Werk")
_HAN_FIRST = "澄泓涵沐栖桐楠枫岚峪砚霖霁煦昭曜珩璟瑾筱"
_HAN_LAST = ("智驾", "云图", "数联", "电驱", "芯测", "感知", "出行", "储能", "车联", "仿真")
_FORMS = ("GmbH", "Ltd", "UG", "AG", "Inc")
_CITIES = (("DE", "Berlin"), ("DE", "München"), ("CN", "上海"), ("CN", "苏州"), ("GB", "Leeds"), ("CN", "杭州"),
           ("DE", "Jena"), ("FR", "Lyon"))


def large_rows(ids: Ids, content: Row, count: int = COUNT) -> Rows:
    """Companies with one application each; the same rows for every run but for their ids."""
    draw = random.Random(20260101)
    call = ids.get("call", content["calls"][-1]["key"])
    stages = [ids.get("stage", one["key"]) for one in content["stages"]]
    for at in range(count):
        company, application = new_id(), new_id()
        country, city = draw.choice(_CITIES)
        chinese = ""
        trade = f"{draw.choice(_FIRST)} {draw.choice(_LAST)} {at + 100}"
        if country == "CN":
            chinese = f"{city}{draw.choice(_HAN_FIRST)}{draw.choice(_HAN_FIRST)}{draw.choice(_HAN_LAST)}{at + 100}"
            trade = ""
        focus = draw.choice(("cloud", "digitalisation", "mobility"))
        received = ids.today - timedelta(days=draw.randrange(1, 400))
        people = draw.randrange(1, 25)
        yield Company, {
            "id": company, "number": 1000 + at, "legal_name": f"{trade} {draw.choice(_FORMS)}" if trade else chinese,
            "trade_name": trade, "chinese_name": chinese, "country": country, "city": city, "focus_area": focus,
            "headcount": people, "life": "applicant", "created_at": ids.moment(1)}
        stage = draw.choices(stages, weights=[8, 10, 3, 12, 5, 4, 3, 2, 20, 2][: len(stages)])[0]
        yield Application, {
            "id": application, "number": 1000 + at, "call_id": call, "company_id": company, "stage_id": stage,
            "stage_since": received + timedelta(days=draw.randrange(0, 20)), "received_on": received,
            "focus_area": focus, "pitch": f"{trade or chinese}: {focus}", "headcount": people,
            "desks_needed": draw.randrange(0, 20), "score": round(draw.uniform(1.5, 4.9), 2), "current_version": 1}
        yield StageMove, {"application_id": application, "from_stage_id": None, "to_stage_id": stage,
                          "moved_on": received, "moved_at": ids.moment(1), "is_revert": False}
