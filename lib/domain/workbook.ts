import { Parser } from "htmlparser2";
import { isDateFormat } from "./sheet-cell";

export type Sheet = { name: string; path: string };

/** What the small parts of a workbook tell about its sheets. */
export type Workbook = {
  sheets: Sheet[]; // visible ones, in their order
  is1904: boolean;
  /** Styles of cells whose number is a date. */
  dateStyles: ReadonlySet<number>;
};

/** Walks the tags of a small part; names without their namespace's prefix. */
function walk(xml: string, onTag: (name: string, attributes: Record<string, string>) => void) {
  const parser = new Parser({ onopentag: (name, given) => onTag(localName(name), given) }, xmlMode);
  parser.write(xml);
  parser.end();
}

export const xmlMode = { xmlMode: true, decodeEntities: true } as const;

/** Some writers prefix every tag: `x:row`. */
export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** `relations` is xl/_rels/workbook.xml.rels, `styles` xl/styles.xml where there is one. */
export function readWorkbook(parts: {
  workbook: string;
  relations: string;
  styles: string;
}): Workbook {
  const targets = new Map<string, string>();
  walk(parts.relations, (name, { Id, Target }) => {
    if (name === "Relationship" && Id !== undefined && Target !== undefined)
      targets.set(Id, resolveTarget(Target));
  });
  const sheets: Sheet[] = [];
  let is1904 = false;
  walk(parts.workbook, (name, attributes) => {
    if (name === "workbookPr") is1904 = /^(?:1|true)$/.test(attributes["date1904"] ?? "");
    if (name !== "sheet" || (attributes["state"] ?? "visible") !== "visible") return;
    const relation = Object.entries(attributes).find(
      ([key]) => localName(key) === "id" && key !== "id",
    );
    const path = targets.get(relation?.[1] ?? "");
    if (path !== undefined) sheets.push({ name: attributes["name"] ?? "", path });
  });
  return { sheets, is1904, dateStyles: readDateStyles(parts.styles) };
}

/** Targets are relative to xl/, or absolute within the archive. */
function resolveTarget(target: string): string {
  return target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;
}

function readDateStyles(styles: string): Set<number> {
  const formats = new Map<number, string>();
  const dates = new Set<number>();
  let isInCellFormats = false;
  let style = 0;
  walk(styles, (name, attributes) => {
    if (name === "numFmt")
      formats.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
    if (name === "cellXfs") isInCellFormats = true;
    if (name === "cellStyles" || name === "dxfs") isInCellFormats = false;
    if (name !== "xf" || !isInCellFormats) return;
    const id = Number(attributes["numFmtId"] ?? 0);
    if (isDateFormat(id, formats.get(id))) dates.add(style);
    style += 1;
  });
  return dates;
}
