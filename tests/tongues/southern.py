"""Spanish, Portuguese and Italian."""

from __future__ import annotations

from letraz.document import Document, Link, Person
from tests.samples import lasting, role, school
from tests.tongues.page import Page


def spanish() -> Document:
    """A teacher from Sevilla: ñ, «comillas», an opening question mark."""
    person = Person(
        "María José Núñez Ibáñez",
        "Maestra de Educación Primaria",
        email="mj.nunez@example.org",
        phone="+34 955 550 142",
        city="Sevilla",
        country="ES",
    )
    return (
        Page("es", person)
        .summary(
            "Maestra con once años en la escuela pública, especialista en lectura y en aulas con varias lenguas. "
            "Empiezo cada curso con la misma pregunta: ¿qué necesita este grupo?"
        )
        .dated(
            "experience",
            role(
                "Tutora de 4.º y 5.º",
                "CEIP Ángel Ganivet",
                "Sevilla",
                lasting("2018-09", "now"),
                employment_type="full_time",
                text="- Tutoría de 25 alumnas y alumnos; nueve de ellos llegaron sin hablar español.\n"
                "- Puse en marcha «Leemos juntos», con 60 familias cada año.\n"
                "- Coordino la biblioteca: los préstamos pasaron de 800 a 2.300 por curso.\n"
                "- Formación de **doce** maestros en prácticas.",
            ),
            role(
                "Maestra interina",
                "CEIP Peña del Águila",
                "Cádiz",
                lasting("2014-09", "2018-08"),
                employment_type="contract",
                text="- Aula multinivel con niños de seis a nueve años.\n- Programa de huerto escolar.",
            ),
        )
        .dated(
            "education",
            school(
                "Máster",
                "Universidad de Málaga",
                "Málaga",
                lasting("2013", "2014"),
                field_of_study="Atención a la diversidad",
            ),
            school(
                "Grado",
                "Universidad de Sevilla",
                "Sevilla",
                lasting("2009", "2013"),
                field_of_study="Educación Primaria",
            ),
        )
        .skills(
            {
                "Docencia": {"Lectoescritura": "expert", "Español como segunda lengua": "advanced"},
                "Herramientas": {"Moodle": "advanced", "Lengua de signos": "beginner"},
            }
        )
        .spoken({"Español": "lengua materna", "Inglés": "B2", "Árabe": "A2"})
        .certificates(("Habilitación bilingüe (inglés)", "Junta de Andalucía", "2019-06"))
        .document()
    )


def portuguese() -> Document:
    """A software developer from Recife: nasal vowels, the cedilla, months with "de"."""
    person = Person(
        "João Antônio Conceição",
        "Desenvolvedor back-end",
        email="joao.conceicao@example.org",
        phone="+55 81 5550-0142",
        city="Recife",
        region="PE",
        country="BR",
        links=(Link("https://github.com/joao-conceicao", "GitHub", "joao-conceicao"),),
    )
    return (
        Page("pt", person)
        .summary(
            "Desenvolvedor com nove anos de experiência em sistemas de pagamento. Gosto de código que se explica, de "
            "testes que falham por um bom motivo e de plantões sem surpresas."
        )
        .dated(
            "experience",
            role(
                "Desenvolvedor sênior",
                "Pagamentos do Sertão S.A.",
                "Recife",
                lasting("2021-03", "now"),
                employment_type="full_time",
                text="- Responsável pelo serviço de conciliação: 4,2 milhões de transações por dia.\n"
                "- Reduzi o tempo médio de resposta de 480 ms para 95 ms.\n"
                "- Conduzi a migração de **PostgreSQL** 11 para 16 sem interrupção.\n"
                "- Revisão de código e mentoria de quatro estagiárias e estagiários.",
            ),
            role(
                "Desenvolvedor",
                "Instituto Mangue Digital",
                "Olinda",
                lasting("2017-01", "2021-02"),
                text="- API pública de dados abertos, com 120 órgãos conectados.\n- Automação das publicações.",
            ),
            role(
                "Estagiário",
                "Universidade Federal de Pernambuco",
                "Recife",
                lasting("2015-08", "2016-12"),
                employment_type="internship",
            ),
        )
        .dated(
            "education",
            school(
                "Bacharelado",
                "Universidade Federal de Pernambuco",
                "Recife",
                lasting("2012", "2016"),
                field_of_study="Ciência da Computação",
            ),
        )
        .skills(
            {
                "Linguagens": {"Python": "expert", "Go": "advanced", "SQL": "expert"},
                "Infraestrutura": {"Linux": "advanced", "Redes": "intermediate", "Observação de sistemas": ""},
            }
        )
        .spoken({"Português": "língua materna", "Inglês": "avançado", "Espanhol": "intermediário"})
        .certificates(("Administração de sistemas Linux", "LPI", "2022-10"))
        .document()
    )


def italian() -> Document:
    """A restorer from Firenze: elided articles, accents at the end of words."""
    person = Person(
        "Niccolò D’Angelo",
        "Restauratore di dipinti su tavola",
        email="niccolo.dangelo@example.org",
        phone="+39 055 555 0142",
        city="Firenze",
        country="IT",
    )
    return (
        Page("it", person)
        .summary(
            "Restauratore qualificato con quindici anni di attività su dipinti su tavola e cornici dorate. Unisco la "
            "pratica di bottega all’analisi scientifica, perché ogni intervento sia reversibile e documentato."
        )
        .dated(
            "experience",
            role(
                "Restauratore responsabile",
                "Laboratorio dell’Arno",
                "Firenze",
                lasting("2017-05", "now"),
                employment_type="self_employed",
                text="- Direzione di 38 restauri, tra cui un polittico del 1342.\n"
                "- Messa a punto di un consolidante a base d’acqua che dimezza i solventi.\n"
                "- Visite guidate «a porte aperte»: più di 1.500 persone all’anno.\n"
                "- Formazione di *sette* giovani restauratrici e restauratori.",
            ),
            role(
                "Restauratore",
                "Opificio della Città",
                "Siena",
                lasting("2011-02", "2017-04"),
                text="- Pulitura, stuccatura e ritocco su opere dal XIV al XVII secolo.\n"
                "- Schede tecniche e fotografie.",
            ),
        )
        .dated(
            "education",
            school("Diploma", "Scuola di alta formazione", "Firenze", lasting("2006", "2011"), grade="110 e lode"),
        )
        .skills(
            {
                "Tecniche": {
                    "Doratura a guazzo": "expert",
                    "Consolidamento": "expert",
                    "Ritocco a tratteggio": "advanced",
                },
                "Analisi": {"Riflettografia": "intermediate", "Fluorescenza UV": ""},
            }
        )
        .spoken({"Italiano": "madrelingua", "Inglese": "buono", "Tedesco": "scolastico"})
        .certificates(("Abilitazione alla professione", "Ministero della Cultura", "2012-01"))
        .document()
    )
