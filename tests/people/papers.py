"""What the researcher published and said. Nothing here exists; 10.5555 is the prefix that is kept for examples."""

from __future__ import annotations

_M, _L, _C = "I. Marques", "A. Lindqvist", "H. Carvalhal"
_JRM, _WRR, _EFM = "Journal of River Mechanics", "Water and Rivers Research", "Fluid Mechanics of the Environment"
_SED, _CONF = "Sedimentary Processes", "Proceedings of the International Symposium on River Flow"

#: Title, authors, venue with its number, month.
PAPERS: tuple[tuple[str, str, str, str], ...] = (
    ("Where a river keeps its plastic: five years of nets", f"{_M}, T. Oduya, {_L}", f"{_WRR} 61(4)", "2025-09"),
    ("Fibres do not settle like grains", f"T. Oduya, {_M}", f"{_JRM} 48(2), 201–223", "2025-04"),
    ("A gauge for what floats", f"{_M}, P. Nowicki, S. Ferreira, {_L}, B. Achterberg", f"{_EFM} 25, 77–104", "2025-02"),
    ("Floods as the broom of the estuary", f"S. Ferreira, {_M}", f"{_SED} 72(1)", "2024-11"),
    ("Bayesian rating curves with honest errors", f"P. Nowicki, {_M}, {_C}", f"{_WRR} 60(7)", "2024-07"),
    ("Bed forms under a carpet of leaves", f"{_M}, B. Achterberg", f"{_JRM} 47(3), 340–361", "2024-05"),
    ("The slow half of the turbidity maximum", f"{_M}, {_C}", f"{_SED} 71(4), 1203–1230", "2023-12"),
    (
        "Open data from the 40 m flume",
        f"{_M}, T. Oduya, P. Nowicki, S. Ferreira",
        "Data in Hydraulics 9, 15",
        "2023-08",
    ),
    ("How many nets are enough?", f"{_L}, {_M}", f"{_EFM} 23, 512–530", "2023-03"),
    ("Drag of a bottle, half full", f"T. Oduya, {_M}", f"{_CONF}, Kraków", "2022-09"),
    ("Microplastic in the hyporheic zone: a tracer study", f"{_M}, K. Holmgren, {_L}", f"{_WRR} 58(6)", "2022-06"),
    ("Consolidation of mud that is not only mud", f"S. Ferreira, {_C}, {_M}", f"{_SED} 70(2), 411–437", "2022-04"),
    ("Two-layer flow over a fish ladder", f"B. Achterberg, {_M}", f"{_JRM} 45(1), 33–52", "2022-01"),
    (
        "A laboratory that anyone can read: metadata for flumes",
        f"{_M}, P. Nowicki",
        "Data in Hydraulics 7, 3",
        "2021-10",
    ),
    ("Flocs with fibres: strength and shape", f"{_M}, {_L}, K. Holmgren", f"{_EFM} 21, 901–928", "2021-06"),
    ("The Tagus in March: a flood seen from a bridge", f"{_M}, S. Ferreira", f"{_WRR} 57(3)", "2021-03"),
    ("Sampling bias of surface trawls", f"{_L}, {_M}, T. Oduya", f"{_SED} 69(1), 88–109", "2021-01"),
    (
        "When cohesive means sticky: a review",
        f"{_M}, {_C}, {_L}, and 14 others",
        "Annual Reviews of Water 12, 1–46",
        "2020-11",
    ),
    ("Acoustic inversion for mixed suspensions", f"K. Holmgren, {_M}", f"{_EFM} 20, 233–259", "2020-05"),
    ("Rough walls, smooth data", f"{_M}, B. Achterberg", f"{_CONF}, Delft", "2020-07"),
    ("Entrainment of buoyant debris at a weir", f"B. Achterberg, {_M}, {_L}", f"{_JRM} 43(4), 488–507", "2020-02"),
    ("Sediment fingerprints of a burnt catchment", f"{_M}, R. Teixeira", f"{_SED} 68(3), 702–725", "2019-10"),
    ("Hysteresis is not noise", f"P. Nowicki, {_M}", f"{_WRR} 55(8)", "2019-08"),
    ("Vegetation that leans: a model of flexible stems", f"{_M}, K. Holmgren, {_C}", f"{_EFM} 19, 145–172", "2019-04"),
    ("Density currents down a staircase", f"R. Teixeira, {_M}", f"{_JRM} 42(1), 61–80", "2019-01"),
    ("The cost of a missing gauge", f"{_L}, {_M}", f"{_WRR} 54(10)", "2018-10"),
    ("Settling columns, revisited with light sheets", f"{_M}, {_L}", f"{_EFM} 18, 390–414", "2018-05"),
    ("Scour at a leaning pier", f"R. Teixeira, B. Achterberg, {_M}", f"{_CONF}, Lyon", "2018-09"),
    ("Turbulence under ice that moves", f"{_M}, K. Holmgren", f"{_JRM} 41(2), 199–220", "2018-03"),
    ("Mud on a rising tide", f"{_C}, {_M}", f"{_SED} 66(4), 930–955", "2017-12"),
    ("A settling law for threads", f"{_M}, {_L}", f"{_EFM} 17, 55–79", "2017-06"),
    ("Field notes on a tidal bore", f"{_M}", "Letters on Rivers 3, 12", "2017-02"),
    ("Calibration of optical sensors in brown water", f"R. Teixeira, {_M}", f"{_JRM} 39(3), 301–318", "2016-08"),
    ("Secondary currents in a bend of sand", f"{_M}, {_C}", f"{_WRR} 52(1)", "2016-01"),
    ("Fibre suspensions in decaying turbulence", f"{_M}, {_L}, V. de Groot", f"{_EFM} 15, 610–634", "2015-09"),
    ("An inexpensive sheet of light", f"V. de Groot, {_M}", f"{_CONF}, Lisboa", "2014-09"),
    ("The yield stress of what a harbour collects", f"{_M}, V. de Groot, {_L}", f"{_SED} 63(2), 377–399", "2014-04"),
    ("Orientation of rods near a wall", f"{_L}, {_M}", f"{_EFM} 13, 201–226", "2013-05"),
    ("Hindered settling at the edge", f"{_M}, {_C}", f"{_SED} 61(3), 588–610", "2012-07"),
    ("A camera in the estuary", f"{_M}, {_C}", f"{_CONF}, Coimbra", "2010-09"),
)

#: Title, where, month.
TALKS: tuple[tuple[str, str, str], ...] = (
    ("What floats is the smaller half", "keynote, River Flow, Kraków", "2025-09"),
    ("Counting plastic without fooling oneself", "Hydraulics Colloquium, Trondheim", "2024-03"),
    ("Mud, the forgotten fluid", "Royal Society of Water, London", "2022-11"),
    ("Flumes for everyone", "Open Laboratory Days, Delft", "2021-06"),
)
