import { Parser } from "htmlparser2";
import type { Slot } from "@/lib/domain/compiled-content";
import { splitAtMarks } from "@/lib/domain/merge-marks";
import type { SlotTable } from "./slot-table";

/**
 * Puts a tracked slot in place of every web address that a person can click, once, by the offsets
 * of the parser, so that not one other byte of the mail changes. Left alone: the recipient's own
 * addresses (unsubscribe, preferences, web version), mailto:, tel:, and places within the mail.
 */
export function rewriteLinks(html: string, table: SlotTable): { html: string; links: string[] } {
  const links: string[] = [];
  const marks = new Map<string, string>();
  const pieces: string[] = [];
  let copied = 0;
  for (const { value, begin, end } of findAddresses(html)) {
    const destination = destinationOf(value, table);
    if (destination === undefined || /^(mailto:|tel:|#|$)/i.test(destination)) continue;
    const mark = marks.get(destination) ?? addLink(destination, links, table);
    marks.set(destination, mark);
    pieces.push(html.slice(copied, begin), `href="${mark}"`);
    copied = end;
  }
  return { html: pieces.join("") + html.slice(copied), links };
}

function addLink(destination: string, links: string[], table: SlotTable): string {
  const slot: Slot = { kind: "link", n: links.push(destination) - 1 };
  return table.add({ html: slot, text: slot });
}

type Address = { value: string; begin: number; end: number };

/** What React and the reader of raw HTML write holds no bare ">" in an attribute: a tag ends at its first. */
const linkTag = /<(?:a|area)\s[^>]*>/gi;

/** Parses the tags that can hold an address and none of the mail around them. */
function findAddresses(html: string): Address[] {
  return Array.from(html.matchAll(linkTag)).flatMap(({ 0: tag, index }) => {
    const address = readAddress(tag);
    return address ? [{ ...address, begin: index + address.begin, end: index + address.end }] : [];
  });
}

function readAddress(tag: string): Address | undefined {
  let found: Address | undefined;
  const parser = new Parser({
    onattribute: (name, value) => {
      if (name !== "href" || found) return;
      found = { value, begin: parser.startIndex, end: parser.endIndex };
    },
  });
  parser.end(tag);
  return found;
}

/** The address with its Liquid back in place; undefined for an address only the recipient has. */
function destinationOf(value: string, table: SlotTable): string | undefined {
  const { texts, marks } = splitAtMarks(value);
  const slots = marks.map(({ id }) => table.get(id).text);
  if (slots.some((slot) => slot.kind !== "merge")) return undefined;
  return texts
    .map((text, index) => {
      const slot = slots[index];
      return text + (slot?.kind === "merge" ? slot.liquid : "");
    })
    .join("")
    .trim();
}
