"""English, German and French."""

from __future__ import annotations

from letraz.document import Document, Link, Person
from tests.samples import lasting, role, school
from tests.tongues.page import Page


def english() -> Document:
    """A site engineer from Leeds: ordinals, a pound sign, an apostrophe in a name."""
    person = Person(
        "Aoife O’Sullivan",
        "Senior Site Engineer",
        email="aoife.osullivan@example.org",
        phone="+44 113 496 0142",
        city="Leeds",
        country="GB",
        url="https://example.org/aoife",
        links=(Link("https://www.linkedin.com/in/aoife-osullivan", "LinkedIn", "aoife-osullivan"),),
    )
    return (
        Page("en", person)
        .summary(
            "Chartered engineer with twelve years on rail and highway schemes, the last four as the person who answers "
            "for setting-out, temporary works and the daily plan. Known for drawings that survive contact with the "
        )
        .dated(
            "experience",
            role(
                "Senior Site Engineer",
                "Pennine Civil Ltd",
                "Leeds",
                lasting("2021-03", "now"),
                employment_type="full_time",
                text="- Run setting-out for a £38m station rebuild; 214 bored piles placed, none outside 25 mm.\n"
                "- Chair the weekly temporary-works meeting and sign off **every** permit to load.\n"
                "- Cut concrete waste from 6% to 2.5% by moving to *just-in-time* pours.\n"
                "- Mentor three graduates; two passed their professional review at the first attempt.",
            ),
            role(
                "Site Engineer",
                "Northgate Rail",
                "York",
                lasting("2016-09", "2021-02"),
                text="- Set out 11 km of slab track during night possessions.\n"
                "- Wrote the 3D model checks that found 43 clashes before anything was poured.",
            ),
            role("Graduate Engineer", "Northgate Rail", "York", lasting("2013-09", "2016-08")),
        )
        .dated(
            "education",
            school("MEng", "University of Leeds", "Leeds", lasting("2009", "2013"), field_of_study="Civil Engineering"),
        )
        .skills(
            {
                "Engineering": {"Setting-out": "expert", "Temporary works": "advanced", "Slab track": ""},
                "Software": {"AutoCAD": "expert", "Civil 3D": "advanced", "Python": "intermediate"},
            }
        )
        .spoken({"English": "first language", "Irish": "fluent"})
        .certificates(("SMSTS", "CITB", "2025-04"), ("Chartered Engineer (CEng)", "Engineering Council", "2019-11"))
        .document()
    )


def german() -> Document:
    """A project manager from Köln: long compounds, „quotes“, the sharp s."""
    person = Person(
        "Dr. Jürgen Weißenfels-Großmann",
        "Projektleiter Energieversorgung",
        email="juergen.weissenfels@example.org",
        phone="+49 221 555 0142",
        address="Aachener Straße 112",
        postal="50674",
        city="Köln",
        country="DE",
    )
    return (
        Page("de", person)
        .summary(
            "Promovierter Elektroingenieur mit vierzehn Jahren Erfahrung im Netzausbau. Schwerpunkte sind "
            "Genehmigungsverfahren, Lieferantensteuerung und die Inbetriebnahme von Mittelspannungsschaltanlagen."
        )
        .dated(
            "experience",
            role(
                "Projektleiter Netzausbau",
                "Rheinische Energieversorgungsgesellschaft mbH",
                "Köln",
                lasting("2019-04", "now"),
                employment_type="full_time",
                text="- Gesamtverantwortung für 17 Umspannwerke mit einem Budget von 42,5 Mio. €.\n"
                "- Verkürzung der Genehmigungsdauer um 30 % durch ein einheitliches Antragsverfahren („Antrag aus "
                "einem Guss“).\n"
                "- Fachliche Führung von neun Ingenieurinnen und Ingenieuren an drei Standorten.\n"
                "- Einführung einer **Lieferantenbewertung**, die heute konzernweit gilt.",
            ),
            role(
                "Planungsingenieur",
                "Stadtwerke Düsseldorf AG",
                "Düsseldorf",
                lasting("2014-10", "2019-03"),
                text="- Auslegung von Kabeltrassen und Ortsnetzstationen für 12.000 Haushalte.\n"
                "- Erstellung der Selektivitätsberechnungen und Schutzprüfprotokolle.",
            ),
            role(
                "Wissenschaftlicher Mitarbeiter",
                "RWTH Aachen",
                "Aachen",
                lasting("2010-05", "2014-09"),
                employment_type="part_time",
            ),
        )
        .dated(
            "education",
            school("Dr.-Ing.", "RWTH Aachen", "Aachen", lasting("2010", "2014"), grade="magna cum laude"),
            school("Dipl.-Ing.", "Technische Universität Dresden", "Dresden", lasting("2004", "2010"), grade="1,3"),
        )
        .skills(
            {
                "Fachlich": {"Netzberechnung": "expert", "Schutztechnik": "advanced", "Vergaberecht": ""},
                "Software": {"PowerFactory": "expert", "SAP PM": "intermediate"},
            }
        )
        .spoken({"Deutsch": "Muttersprache", "Englisch": "verhandlungssicher", "Französisch": "Grundkenntnisse"})
        .certificates(("Projektmanagement-Fachmann (Level C)", "GPM", "2020-03"))
        .document()
    )


def french() -> Document:
    """A pastry chef from Lyon: « quotes » with their spaces, ligatures, a no-break space before : and %."""
    person = Person(
        "Hélène Lefèvre-Cœur",
        "Cheffe pâtissière",
        email="helene.lefevre@example.org",
        phone="+33 4 65 71 01 42",
        city="Lyon",
        country="FR",
        url="https://example.org/helene",
    )
    return (
        Page("fr", person)
        .summary(
            "Cheffe pâtissière depuis dix ans, à l’aise en boutique comme en restaurant gastronomique. J’aime les "
            "desserts peu sucrés, les équipes qui se parlent et les fiches techniques à jour."
        )
        .dated(
            "experience",
            role(
                "Cheffe pâtissière",
                "Maison Dubœuf",
                "Lyon",
                lasting("2020-09", "now"),
                employment_type="full_time",
                text="- Création de la carte « Quatre saisons\u00a0»\u00a0: 24 desserts par an, tous faits maison.\n"
                "- Encadrement de six pâtissiers et de deux apprentis.\n"
                "- Réduction du gaspillage de 18\u00a0% à 7\u00a0% en un an.\n"
                "- Passage au chocolat *en direct* avec trois coopératives.",
            ),
            role(
                "Sous-cheffe pâtissière",
                "L’Âtre",
                "Annecy",
                lasting("2016-02", "2020-08"),
                text="- Desserts à l’assiette, soixante couverts par service.\n"
                "- Mise en place du laboratoire lors du déménagement d’août 2018.",
            ),
            role("Commis pâtissière", "Pâtisserie Noël", "Dijon", lasting("2014-07", "2016-01")),
        )
        .dated(
            "education",
            school(
                "Brevet technique des métiers",
                "École nationale supérieure de pâtisserie",
                "Yssingeaux",
                lasting("2012", "2014"),
            ),
            school("CAP Pâtissier", "CFA de Dijon", "Dijon", lasting("2010", "2012")),
        )
        .skills(
            {
                "Métier": {"Entremets": "expert", "Viennoiserie": "advanced", "Sucre d’art": "intermediate"},
                "Gestion": {"Coûts matières": "", "HACCP": "expert"},
            }
        )
        .spoken({"Français": "langue maternelle", "Anglais": "courant", "Japonais": "notions"})
        .certificates(("Hygiène alimentaire", "Chambre de métiers du Rhône", "2024-02"))
        .document()
    )
