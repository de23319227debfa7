import { createCp949Decoder } from "@/lib/domain/cp949";

const familyNames = "김이박최정강조윤장임한오서신권황안송류홍".split("");
const givenNames =
  "민준 서연 도윤 하은 시우 지유 예준 수아 지호 서윤 은우 다은 태윤 채원 선우 나은 똠이 펲시 한별 가람".split(
    " ",
  );
const grades = ["VIP", "GOLD", "일반", "신규"];
const domains = ["example.com", "shop.example.net", "mail.example.org", "kim.test"];

export type KoreanPerson = {
  name: string;
  email: string;
  phone: string;
  joined: string;
  grade: string;
  agreed: "동의" | "거부" | "";
};

/** Realistic people, the same every time, at domains that can never receive mail. */
export function koreanPeople(count: number): KoreanPerson[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `${familyNames[i % familyNames.length]}${givenNames[(i * 7) % givenNames.length]}`,
    email: `customer${String(i + 1).padStart(4, "0")}@${domains[i % domains.length]}`,
    phone: `010-${String(1000 + ((i * 37) % 9000))}-${String((i * 7919) % 10_000).padStart(4, "0")}`,
    joined: `2025. ${(i % 12) + 1}. ${(i % 28) + 1}.`,
    grade: grades[i % grades.length] ?? "일반",
    agreed: "동의",
  }));
}

/** As a Korean shop exports it: Korean headers, CRLF. */
export function koreanCsv(people: KoreanPerson[]): string {
  const rows = people.map((p) => [p.name, p.email, p.phone, p.joined, p.grade, p.agreed]);
  return [["이름", "이메일", "휴대폰", "가입일", "등급", "수신동의"], ...rows]
    .map((row) => `${row.map(quoteCell).join(",")}\r\n`)
    .join("");
}

function quoteCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Text as bytes of CP949, what Excel on a Korean Windows saves. Its table is held against Python's in cp949.test.ts. */
export function encodeCp949(text: string): Buffer {
  const table = cp949Table();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const pair = table.get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair === undefined) throw new Error(`CP949 has no "${character}".`);
    else bytes.push(...pair);
  }
  return Buffer.from(bytes);
}

let cachedTable: Map<string, [number, number]> | undefined;

function cp949Table(): Map<string, [number, number]> {
  if (cachedTable !== undefined) return cachedTable;
  const table = new Map<string, [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x41; trail <= 0xfe; trail += 1) {
      const decoder = createCp949Decoder();
      const decoded = decoder.decode(Uint8Array.of(lead, trail)) + decoder.decode();
      if (decoded.length === 1 && decoded !== "\uFFFD") table.set(decoded, [lead, trail]);
    }
  }
  cachedTable = table;
  return table;
}
