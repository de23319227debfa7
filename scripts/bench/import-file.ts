const family = "김 이 박 최 정 강 조 윤 장 임".split(" ");
const given = "민준 서연 도윤 지우 하은 지호 수아 예준 은서 시우 다은 준서 채원".split(" ");
const cities = "서울 부산 대구 인천 광주 대전 울산 수원 창원 청주".split(" ");
const grades = "VIP GOLD SILVER 일반".split(" ");

const importHeader = "이메일,이름,휴대폰,등급,포인트,가입일,도시,최근구매일,메모";
/** One row in so many cannot be taken; another one in so many repeats the address above it. */
const badEvery = 33;
const repeatedEvery = 97;
const linesInPiece = 500;

/** A customer list of a shop as it comes out of its admin page: the same for the same number. */
export async function* importFile(rows: number): AsyncGenerator<Uint8Array> {
  let lines = [importHeader];
  for (let n = 1; n <= rows; n += 1) {
    lines.push(importLine(n));
    if (lines.length < linesInPiece) continue;
    yield Buffer.from(`${lines.join("\r\n")}\r\n`);
    lines = [];
  }
  if (lines.length > 0) yield Buffer.from(`${lines.join("\r\n")}\r\n`);
}

function importLine(n: number): string {
  const who = personOf(n);
  const mixed = spread(who);
  const email = addressOf(who);
  return [
    isBad(n) ? email.replace("@", " at ") : email,
    pick(family, mixed) + pick(given, mixed >>> 8),
    `010-${String(mixed % 10_000).padStart(4, "0")}-${String(who % 10_000).padStart(4, "0")}`,
    pick(grades, mixed >>> 4),
    String(mixed % 50_000),
    day(mixed),
    pick(cities, mixed >>> 12),
    day(mixed >>> 6),
    mixed % 5 === 0 ? `"문의, ${who}번"` : "",
  ].join(",");
}

/** Whose row it is: they have the number of the row that names them first. */
function personOf(n: number): number {
  return n % repeatedEvery === 0 ? n - 1 : n;
}

function isBad(n: number): boolean {
  return n % badEvery === 0;
}

/** As addresses of real people are. */
function spread(who: number): number {
  return Math.imul(who, 2_654_435_761) >>> 0;
}

function addressOf(who: number): string {
  return `${spread(who).toString(36)}.${who}@${who % 3 === 0 ? "naver.com" : "example.com"}`;
}

function pick(words: readonly string[], n: number): string {
  return words[n % words.length] ?? "";
}

function day(n: number): string {
  const month = String((n % 12) + 1).padStart(2, "0");
  return `20${20 + (n % 6)}-${month}-${String((n % 28) + 1).padStart(2, "0")}`;
}

/** What must come of a file of that many rows. */
export function expectedCounts(rows: number): {
  refused: number;
  repeated: number;
  created: number;
} {
  const refused = refusedLines(rows).length;
  const created = listPeople(rows).size;
  return { refused, created, repeated: rows - refused - created };
}

/** Everybody who comes in, once each. */
export function expectedAddresses(rows: number): Set<string> {
  return new Set(Array.from(listPeople(rows), addressOf));
}

/** The lines of the file that cannot be taken; the header is its first. */
export function refusedLines(rows: number): number[] {
  return Array.from(
    { length: Math.floor(rows / badEvery) },
    (_, place) => badEvery * (place + 1) + 1,
  );
}

function listPeople(rows: number): Set<number> {
  const people = new Set<number>();
  for (let n = 1; n <= rows; n += 1) if (!isBad(n)) people.add(personOf(n));
  return people;
}
