/**
 * CP949, Windows' Korean. Node's TextDecoder("euc-kr") is plain EUC-KR: it knows 2,350 syllables
 * and reads the other 8,822 (똠, 펲, 뷁) as rubbish, without an error even when fatal. Those stand
 * in Unicode order in the gaps of EUC-KR, so its table and arithmetic give all of CP949.
 */
const replacement = 0xfffd;

let cachedTable: Uint16Array | undefined;

/** Code unit for each pair `lead << 8 | trail`; 0 = no such pair. */
function pairTable(): Uint16Array {
  if (cachedTable !== undefined) return cachedTable;
  const table = new Uint16Array(0x10000);
  const decoder = new TextDecoder("euc-kr");
  const known = new Set<number>();
  for (let lead = 0xa1; lead <= 0xfe; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      const code = text.charCodeAt(0);
      const isPrivateUse = code >= 0xe000 && code <= 0xf8ff;
      if (text.length !== 1 || code === replacement || isPrivateUse) continue;
      table[(lead << 8) | trail] = code;
      known.add(code);
    }
  }
  let pair = 0x8141;
  for (let code = 0xac00; code <= 0xd7a3; code += 1) {
    if (known.has(code)) continue;
    table[pair] = code;
    pair = nextExtendedPair(pair);
  }
  table[0xa2e6] = 0x20ac; // the euro and the registered sign came to Korean Windows later
  table[0xa2e7] = 0x00ae;
  cachedTable = table;
  return table;
}

/** Trails run over A–Z, a–z and 0x81 up, to 0xFE before lead 0xA1 and to 0xA0 from there. */
function nextExtendedPair(pair: number): number {
  const lead = pair >> 8;
  const trail = pair & 0xff;
  if (trail === 0x5a) return (lead << 8) | 0x61;
  if (trail === 0x7a) return (lead << 8) | 0x81;
  if (trail === (lead < 0xa1 ? 0xfe : 0xa0)) return ((lead + 1) << 8) | 0x41;
  return pair + 1;
}

export type Cp949Decoder = {
  /** Text of the bytes so far; call without bytes at the end. Bad bytes become U+FFFD. */
  decode(bytes?: Uint8Array): string;
  hasErrors(): boolean;
};

/** A streaming decoder: a character may be cut between two pieces. */
export function createCp949Decoder(): Cp949Decoder {
  const table = pairTable();
  let pendingLead = 0;
  let isBroken = false;

  function decodeInto(units: Uint16Array, bytes: Uint8Array): number {
    let length = 0;
    for (const byte of bytes) {
      if (pendingLead !== 0) {
        const code = table[(pendingLead << 8) | byte] ?? 0;
        pendingLead = 0;
        if (code !== 0) {
          units[length++] = code;
          continue;
        }
        isBroken = true;
        units[length++] = replacement;
        // As the WHATWG decoder does: an ASCII byte is never swallowed by a broken pair.
        if (byte >= 0x80) continue;
      }
      if (byte < 0x80) {
        units[length++] = byte;
      } else if (byte > 0x80 && byte < 0xff) {
        pendingLead = byte;
      } else {
        isBroken = true;
        units[length++] = replacement;
      }
    }
    return length;
  }

  return {
    decode(bytes) {
      if (bytes === undefined) {
        const isCut = pendingLead !== 0;
        pendingLead = 0;
        isBroken ||= isCut;
        return isCut ? "\uFFFD" : "";
      }
      const units = new Uint16Array(bytes.length + 1);
      const length = decodeInto(units, bytes);
      return utf16.decode(units.subarray(0, length));
    },
    hasErrors: () => isBroken,
  };
}

// Every machine that runs Node or a browser today is little-endian.
const utf16 = new TextDecoder("utf-16le", { ignoreBOM: true });
