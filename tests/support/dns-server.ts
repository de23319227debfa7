import { createSocket } from "node:dgram";

export type Zone = Record<
  string,
  { CNAME?: string[]; MX?: [priority: number, host: string][]; TXT?: string[] }
>;

const types = { CNAME: 5, MX: 15, TXT: 16 };

/** A name server over UDP that knows one zone; `stall` makes it silent. */
export async function startDnsServer(zone: Zone) {
  const socket = createSocket("udp4");
  const state = { isSilent: false };
  socket.on("message", (query, from) => {
    if (!state.isSilent) socket.send(answer(query, zone), from.port, from.address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, "127.0.0.1", resolve);
  });
  return {
    address: `127.0.0.1:${socket.address().port}`,
    stall: () => {
      state.isSilent = true;
    },
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
}

function answer(query: Buffer, zone: Zone): Buffer {
  const [name, end] = readName(query, 12);
  const type = query.readUInt16BE(end);
  const question = query.subarray(12, end + 4);
  const records = zone[name.toLowerCase()];
  const data = records === undefined ? [] : encode(records, type);
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  // Response, recursion available; NXDOMAIN (3) where the zone has no such name.
  header.writeUInt16BE(records === undefined ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data.length, 6);
  return Buffer.concat([header, question, ...data.map((rdata) => resource(type, rdata))]);
}

function encode(records: Zone[string], type: number): Buffer[] {
  if (type === types.CNAME) return (records.CNAME ?? []).map(writeName);
  if (type === types.TXT) return (records.TXT ?? []).map(writeText);
  if (type !== types.MX) return [];
  return (records.MX ?? []).map(([priority, host]) => {
    const preference = Buffer.alloc(2);
    preference.writeUInt16BE(priority);
    return Buffer.concat([preference, writeName(host)]);
  });
}

function resource(type: number, rdata: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0); // the name stands in the question
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(1, 6);
  head.writeUInt16BE(rdata.length, 10);
  return Buffer.concat([head, rdata]);
}

function readName(packet: Buffer, start: number): [name: string, end: number] {
  const labels: string[] = [];
  let at = start;
  for (let length = packet[at] ?? 0; length > 0; length = packet[at] ?? 0) {
    labels.push(packet.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  return [labels.join("."), at + 1];
}

function writeName(name: string): Buffer {
  const labels = name.split(".").map((label) => Buffer.from(label, "latin1"));
  return Buffer.concat([
    ...labels.flatMap((label) => [Buffer.of(label.length), label]),
    Buffer.of(0),
  ]);
}

/** In pieces of at most 100 bytes, as long records come. */
function writeText(text: string): Buffer {
  const pieces = text.match(/.{1,100}/g) ?? [""];
  return Buffer.concat(
    pieces.flatMap((piece) => [Buffer.of(piece.length), Buffer.from(piece, "latin1")]),
  );
}
