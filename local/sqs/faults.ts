import { seededRandom } from "@/local/ses/faults";

/** What an honest SQS may do, only more often. */
export type SqsFaults = {
  seed?: number;
  rules: readonly {
    /** How the queue's name ends. */
    queue: string;
    /** Shares of the messages received: handed out once more at once; never handed out. */
    duplicate?: number;
    loss?: number;
  }[];
};

type Fate = "keep" | "duplicate" | "lose";

export type SqsMischief = {
  isAgainst(queueUrl: string): boolean;
  /** What becomes of one message received. */
  decide(queueUrl: string): Fate;
  /** How many messages met with each fate so far. */
  struck(): Readonly<Record<Fate, number>>;
  /** Any order is allowed, so a random one is given. */
  shuffle<T>(messages: T[]): T[];
};

export function createMischief({ seed = 1, rules }: SqsFaults): SqsMischief {
  const random = seededRandom(seed);
  const ruleOf = (queueUrl: string) => rules.find(({ queue }) => queueUrl.endsWith(queue));
  const struck: Record<Fate, number> = { keep: 0, duplicate: 0, lose: 0 };
  return {
    isAgainst: (queueUrl) => ruleOf(queueUrl) !== undefined,
    decide(queueUrl) {
      const { loss = 0, duplicate = 0 } = ruleOf(queueUrl) ?? {};
      const draw = random();
      const fate = draw < loss ? "lose" : draw < loss + duplicate ? "duplicate" : "keep";
      struck[fate] += 1;
      return fate;
    },
    struck: () => struck,
    shuffle(messages) {
      const keyed = messages.map((message) => ({ message, key: random() }));
      return keyed.toSorted((a, b) => a.key - b.key).map(({ message }) => message);
    },
  };
}
