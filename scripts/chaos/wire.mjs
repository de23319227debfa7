// PostgreSQL's protocol, as far as a chaos run has to understand it: which statement goes out, and
// that its answer has come.

/** What the steps are called after; found in the text of a statement. */
const statements = [
  ["claim", /set status = 'sending'/],
  ["record", /set status = 'sent', ses_message_id/],
  ["events", /insert into email_events/],
  ["plan", /insert into recipients/],
];

/**
 * Steps of a statement X: before_X (not a byte is out), during_X (it is out, no answer yet) and
 * after_X (it has been answered, so it is committed; the program does not know yet).
 */
export function watchPostgres({ onStep, isAsync }) {
  const named = new Map();
  let isStartup = true;
  let pending;

  function beforeWrite(chunk) {
    const bytes =
      typeof chunk === "string"
        ? Buffer.from(chunk)
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (isStartup) {
      isStartup = false;
      return isAsync ? withAsyncCommit(bytes) : undefined;
    }
    const found = statementOf(bytes, named);
    if (found === undefined) return undefined;
    pending = { name: found, isOut: false };
    onStep(`before_${found}`);
    return undefined;
  }

  return {
    beforeWrite,
    afterWrite() {
      if (pending === undefined || pending.isOut) return;
      pending.isOut = true;
      // Through the kernel first: a statement that never left would be another step.
      const { name } = pending;
      setImmediate(() => {
        if (pending?.name === name) onStep(`during_${name}`);
      });
    },
    beforeData(chunk) {
      if (pending === undefined || !endsWithReady(chunk)) return;
      const { name } = pending;
      pending = undefined;
      onStep(`after_${name}`);
    },
  };
}

/** The watched statement that these messages start, if any; remembers prepared ones by name. */
function statementOf(bytes, named) {
  let found;
  for (let at = 0; at + 5 <= bytes.length;) {
    const type = String.fromCharCode(bytes[at]);
    const length = bytes.readInt32BE(at + 1);
    const body = bytes.subarray(at + 5, at + 1 + length);
    if (type === "P") {
      const [name, text] = zeroTerminated(body, 2);
      const kind = kindOf(text);
      if (name !== "") named.set(name, kind);
      found ??= kind;
    } else if (type === "B") {
      const [, name] = zeroTerminated(body, 2);
      if (name !== "") found ??= named.get(name);
    } else if (type === "Q") found ??= kindOf(body.toString("latin1"));
    at += 1 + Math.max(4, length);
  }
  return found;
}

function zeroTerminated(body, count) {
  const parts = [];
  for (let from = 0; parts.length < count;) {
    const end = body.indexOf(0, from);
    if (end < 0) break;
    parts.push(body.toString("latin1", from, end));
    from = end + 1;
  }
  return parts;
}

function kindOf(text = "") {
  return statements.find(([, pattern]) => pattern.test(text))?.[0];
}

/** ReadyForQuery: "Z", four bytes of length, the transaction's state. */
function endsWithReady(chunk) {
  return (
    chunk.length >= 6 &&
    chunk[chunk.length - 6] === 0x5a &&
    chunk.readInt32BE(chunk.length - 5) === 5
  );
}

/** The counter-test: the same product, with commits that a crash of the server forgets. */
function withAsyncCommit(bytes) {
  const text = bytes.toString("latin1");
  if (!text.includes("synchronous_commit=on")) return undefined;
  const changed = Buffer.from(
    text.replace("synchronous_commit=on", "synchronous_commit=off"),
    "latin1",
  );
  changed.writeInt32BE(changed.length, 0);
  return changed;
}
