import { deflateRawSync } from "node:zlib";

/** A cell as it is written into the sheet; text is shared unless told otherwise. */
export type TestCell = string | number | null | { xml: string } | { serial: number };

type SheetOptions = { name: string; rows: TestCell[][]; state?: "visible" | "hidden" };

const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** A workbook as spreadsheet programs write it: shared strings, one style for dates. */
export function makeWorkbook(
  sheets: SheetOptions[],
  { is1904 = false }: { is1904?: boolean } = {},
): Buffer {
  const strings: string[] = [];
  const parts = sheets.map(({ rows }, index): [string, string] => [
    `xl/worksheets/sheet${index + 1}.xml`,
    sheetXml(rows, strings),
  ]);
  const entries = sheets.map(
    ({ name, state = "visible" }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`,
  );
  const relations = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return makeZip([
    ["[Content_Types].xml", "<Types/>"],
    [
      "xl/workbook.xml",
      `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${relationships}"><workbookPr${is1904 ? ' date1904="1"' : ""}/><sheets>${entries.join("")}</sheets></workbook>`,
    ],
    ["xl/_rels/workbook.xml.rels", `<Relationships>${relations.join("")}</Relationships>`],
    [
      "xl/styles.xml",
      `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;년&quot; m&quot;월&quot; d&quot;일&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ],
    [
      "xl/sharedStrings.xml",
      `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join("")}</sst>`,
    ],
    ...parts,
  ]);
}

function sheetXml(rows: TestCell[][], strings: string[]): string {
  const lines = rows.map((cells, row) => {
    const written = cells.map((cell, column) => {
      const at = `${columnName(column)}${row + 1}`;
      if (cell === null) return "";
      if (typeof cell === "number") return `<c r="${at}"><v>${cell}</v></c>`;
      if (typeof cell === "string") {
        strings.push(cell);
        return `<c r="${at}" t="s"><v>${strings.length - 1}</v></c>`;
      }
      if ("serial" in cell) return `<c r="${at}" s="2"><v>${cell.serial}</v></c>`;
      return cell.xml.replace("<c", `<c r="${at}"`);
    });
    return `<row r="${row + 1}">${written.join("")}</row>`;
  });
  return `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
}

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

type ZipPart = [name: string, content: string | Buffer, promisedBytes?: number];

/** A ZIP archive; `flags` of 1 says that its entries are encrypted. */
export function makeZip(parts: ZipPart[], { flags = 0 }: { flags?: number } = {}): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content, promisedBytes] of parts) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(0x800 | flags, 2);
    fixed.writeUInt16LE(8, 4);
    fixed.writeUInt32LE(crc32(plain), 10);
    fixed.writeUInt32LE(packed.length, 14);
    fixed.writeUInt32LE(promisedBytes ?? plain.length, 18);
    fixed.writeUInt16LE(Buffer.byteLength(name), 22);
    bodies.push(Buffer.from("PK\x03\x04"), fixed, Buffer.from(name), packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), fixed, rest, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, central, Buffer.from("PK\x05\x06"), end]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** An OLE file as Excel writes it around an encrypted workbook, or an old .xls. */
export function makeOle(streamName: "EncryptedPackage" | "Workbook"): Buffer {
  const header = Buffer.alloc(512);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(header);
  header.writeUInt16LE(9, 30); // sectors of 2^9 bytes
  header.writeUInt32LE(1, 48); // the directory is in the second
  const sectors = Buffer.alloc(1024);
  sectors.write(streamName, 512 + 128, "utf16le");
  return Buffer.concat([header, sectors]);
}
