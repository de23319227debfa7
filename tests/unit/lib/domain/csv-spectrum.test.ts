import { expect, test } from "vitest";
import { createCsvParser } from "@/lib/domain/csv-parser";
import { detectDelimiter } from "@/lib/domain/delimiter";

// The twelve cases of csv-spectrum, the files that CSV readers are commonly held against.
const cases: [name: string, text: string, rows: string[][]][] = [
  [
    "simple",
    "a,b,c\n1,2,3",
    [
      ["a", "b", "c"],
      ["1", "2", "3"],
    ],
  ],
  [
    "simple_crlf",
    "a,b,c\r\n1,2,3",
    [
      ["a", "b", "c"],
      ["1", "2", "3"],
    ],
  ],
  [
    "comma_in_quotes",
    'first,last,address,city,zip\nJohn,Doe,120 any st.,"Anytown, WW",08123',
    [
      ["first", "last", "address", "city", "zip"],
      ["John", "Doe", "120 any st.", "Anytown, WW", "08123"],
    ],
  ],
  [
    "empty",
    'a,b,c\n1,"",""\n2,3,4',
    [
      ["a", "b", "c"],
      ["1", "", ""],
      ["2", "3", "4"],
    ],
  ],
  [
    "empty_crlf",
    'a,b,c\r\n1,"",""\r\n2,3,4',
    [
      ["a", "b", "c"],
      ["1", "", ""],
      ["2", "3", "4"],
    ],
  ],
  [
    "escaped_quotes",
    'a,b\n1,"ha ""ha"" ha"\n3,4',
    [
      ["a", "b"],
      ["1", 'ha "ha" ha'],
      ["3", "4"],
    ],
  ],
  [
    "json",
    'key,val\n1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"',
    [
      ["key", "val"],
      ["1", '{"type": "Point", "coordinates": [102.0, 0.5]}'],
    ],
  ],
  [
    "location_coordinates",
    'Contact Phone Number,Location Coordinates,Cities,Counties\n5555555555,"37°36\'37.8""N, 21°2\'9.7""W",some city,some county',
    [
      ["Contact Phone Number", "Location Coordinates", "Cities", "Counties"],
      ["5555555555", "37°36'37.8\"N, 21°2'9.7\"W", "some city", "some county"],
    ],
  ],
  [
    "newlines",
    'a,b,c\n1,2,3\n"Once upon \na time",5,6\n7,8,9',
    [
      ["a", "b", "c"],
      ["1", "2", "3"],
      ["Once upon \na time", "5", "6"],
      ["7", "8", "9"],
    ],
  ],
  [
    "newlines_crlf",
    'a,b,c\r\n1,2,3\r\n"Once upon \r\na time",5,6\r\n7,8,9',
    [
      ["a", "b", "c"],
      ["1", "2", "3"],
      ["Once upon \r\na time", "5", "6"],
      ["7", "8", "9"],
    ],
  ],
  [
    "quotes_and_newlines",
    'a,b\n1,"ha \n""ha"" \nha"\n3,4',
    [
      ["a", "b"],
      ["1", 'ha \n"ha" \nha'],
      ["3", "4"],
    ],
  ],
  [
    "utf8",
    "a,b,c\n1,2,3\n4,5,ʤ",
    [
      ["a", "b", "c"],
      ["1", "2", "3"],
      ["4", "5", "ʤ"],
    ],
  ],
];

function parse(text: string, size: number): string[][] {
  const parser = createCsvParser(",");
  const rows = [];
  for (let i = 0; i < text.length; i += size) rows.push(...parser.push(text.slice(i, i + size)));
  return [...rows, ...parser.finish()].map((row) => row.cells);
}

test.each(cases)("%s, whole and in pieces of any size", (_name, text, rows) => {
  for (let size = 1; size <= text.length; size += 1) expect(parse(text, size)).toEqual(rows);
});

test.each(cases)("%s: the comma is found out", (_name, text) => {
  expect(detectDelimiter(text)).toBe(",");
});

test("5,000 columns, and a quoted cell of 10 MB with line breaks between two others", () => {
  const wide = Array.from({ length: 5000 }, (_, n) => `c${n}`);
  expect(parse(wide.join(","), 777)).toEqual([wide]);
  const long = "가\r\n".repeat(3_400_000);
  const [row] = parse(`a,"${long}",b\n`, 1_000_000);
  expect([row?.[0], row?.[1]?.length, row?.[2]]).toEqual(["a", long.length, "b"]);
});
