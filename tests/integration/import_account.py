#!/usr/bin/env python3
"""A ledger in the account of a place: amounts as they are written in Sweden, refused rows, again."""
import importing

PLACE = "0190b2c8-5b0e-7c3a-9f00-000000002161"
MAPPING = f"""
source: ledger
shape: account
place: {{ constant: {PLACE} }}
entry:
  department: ansvar
  account: konto
  amount_ore: {{ column: belopp, amount: kronor }}
  year: år
  month: månad
  service: tjänst
"""
HEAD = "ansvar;konto;år;månad;tjänst;belopp\n"


class AccountTest(importing.ImportTest):
    def setUp(self):
        super().setUp()
        done = self.framdrift("place", "found", PLACE, "--display-name", "Ramsjö",
                              "--occurred", "2016-10-01")
        self.assertEqual(done.returncode, 0, done.stderr)

    def figures(self):
        return self.ask("place", "show", PLACE)[0]["place"]["figures"]

    def booked(self):
        """What departments bear, in öre."""
        return {row["department"]: int(row["contributed_ore"])
                for row in self.figures().get("balances", [])}

    def test_books_every_row_and_none_twice(self):
        rows = HEAD + "Kost;5010;2015;3;måltider;1 234,50\nKost;3010;2015;;måltider;-34,50\n"
        self.assertEqual(self.take(rows, MAPPING).counts(), {"events": 2, "added": 2})
        again = self.take(rows, MAPPING)
        self.assertEqual(again.counts(), {"events": 2, "unchanged": 2})
        self.assertEqual(self.booked(), {"Kost": 120000})

    def test_equal_rows_are_each_an_entry(self):
        rows = HEAD + "Kost;5010;2015;3;måltider;10,00\n" * 3
        self.assertEqual(self.take(rows, MAPPING).counts(), {"events": 3, "added": 3})
        self.assertEqual(self.take(rows + "Kost;5010;2015;3;måltider;10,00\n", MAPPING).counts(),
                         {"events": 4, "added": 1, "unchanged": 3})
        self.assertEqual(self.booked(), {"Kost": 4000})

    def test_refuses_an_amount_with_the_wrong_decimal_sign_and_takes_the_others(self):
        rows = HEAD + ("Kost;5010;2015;3;måltider;1234.50\n"
                       "Kost;5010;2015;3;måltider;1.234,50\n"
                       "Kost;5010;2015;3;måltider;12 3,5 0x\n"
                       "Kost;5010;2015;3;måltider;1 234,50\n")
        ran = self.take(rows, MAPPING)
        self.assertEqual(ran.exit_code, 1)
        self.assertEqual(ran.reasons(), [(line, "ROW_UNREADABLE") for line in (2, 3, 4)])
        self.assertIn("decimal sign .", ran.report["refused_rows"][0]["message"])
        self.assertEqual(self.booked(), {"Kost": 123450})

    def test_says_of_a_row_without_an_amount_that_there_is_nothing_to_book(self):
        ran = self.take(HEAD + ("Kost;5010;2015;3;måltider;0,00\n"
                                "Kost;5010;2015;3;måltider;\n"
                                "Kost;5010;2015;3;måltider;\u2212100,00\n"), MAPPING)
        self.assertEqual(ran.reasons(), [(2, "ROW_UNREADABLE"), (3, "ROW_UNREADABLE")])
        for row in ran.report["refused_rows"]:
            self.assertIn("nothing to book", row["message"])
        self.assertEqual(self.booked(), {"Kost": -10000})

    def test_names_the_field_that_is_missing(self):
        ran = self.take(HEAD + ";5010;2015;3;måltider;1,00\n", MAPPING)
        self.assertEqual(ran.reasons(), [(2, "FIELD_INVALID")])
        self.assertIn("department", ran.report["refused_rows"][0]["message"])

    def test_a_longer_file_adds_only_what_is_new(self):
        rows = HEAD + "Kost;5010;2015;3;måltider;1,00\nKost;5010;2015;4;måltider;2,00\n"
        self.take(rows, MAPPING)
        ran = self.take(rows + "Kost;5010;2015;5;måltider;3,00\n", MAPPING)
        self.assertEqual(ran.counts(), {"events": 3, "added": 1, "unchanged": 2})
        self.assertEqual(self.booked(), {"Kost": 600})

    def test_takes_decimal_points_where_the_mapping_says_so(self):
        points = MAPPING.replace("amount: kronor", "amount: kronor, decimal: point")
        ran = self.take(HEAD + "Kost;5010;2015;3;måltider;1234.50\n"
                               "Kost;5010;2015;3;måltider;1234,50\n", points)
        self.assertEqual(ran.reasons(), [(3, "ROW_UNREADABLE")])
        self.assertEqual(self.booked(), {"Kost": 123450})

    def test_reports_what_rules_refuse_row_by_row(self):
        rows = HEAD + ("Kost;5010;;3;måltider;1,00\n"
                       "Kost;5010;2015;13;måltider;1,00\n"
                       ";5010;2015;3;måltider;1,00\n"
                       "Kost;5010;2015;3;;1,00\n"
                       "Kost;5010;2015;3;måltider;1,00\n")
        self.assertEqual(self.take(rows, MAPPING).reasons(),
                         [(2, "PERIOD_MISSING"), (3, "PERIOD_OUT_OF_RANGE"), (4, "FIELD_INVALID"),
                          (5, "ACCOUNT_INCOMPLETE")])
        self.assertEqual(self.booked(), {"Kost": 100})

    def test_books_nothing_in_a_base_year_that_is_fixed(self):
        self.take(HEAD + "Kost;5010;2015;3;måltider;1,00\n", MAPPING)
        done = self.framdrift("base-year", "fix", PLACE, "--year", "2015", "--index-name", "KPI",
                              "--index-thousandths", "313350")
        self.assertEqual(done.returncode, 0, done.stderr)
        ran = self.take(HEAD + "Kost;5010;2015;4;måltider;1,00\n", MAPPING)
        self.assertEqual(ran.reasons(), [(2, "BASE_YEAR_FIXED")])

    def test_the_example_is_shared_out_and_its_last_row_refused(self):
        ran = self.take(importing.EXAMPLES / "account.csv", importing.EXAMPLES / "account.yaml")
        self.assertEqual(ran.counts(), {"events": 4, "added": 3, "refused": 1})
        received = {row["department"]: row["received_ore"] for row in self.figures()["balances"]}
        # 1 000 kronor of meals by 60 and 40, 96 000 of premises by a third and two.
        self.assertEqual(received, {"Fastighet": 0, "Kost": 0, "Omsorg": 6440003,
                                    "Skola": 3259997})

    def test_refuses_what_an_account_has_no_use_for(self):
        self.assertEqual(self.take(HEAD, MAPPING, "--dry-run").exit_code, 2)
        self.assertEqual(self.take(HEAD, "source: a\nshape: account\n").exit_code, 2)
        wrong = MAPPING.replace("account: konto", "konto: konto")
        self.assertEqual(self.take(HEAD, wrong).exit_code, 2)
        missing = self.take("ansvar\nKost\n", MAPPING)
        self.assertEqual(missing.exit_code, 2)
        self.assertIn("columns that the file does not have", missing.errors)

    def test_a_place_that_is_not_there_ends_it(self):
        other = MAPPING.replace("2161", "2162")
        ran = self.take(HEAD + "Kost;5010;2015;3;måltider;1,00\n", other)
        self.assertEqual(ran.exit_code, 3)


if __name__ == "__main__":
    importing.main()
