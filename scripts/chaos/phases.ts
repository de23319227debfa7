/** Where the time of a run went. */
export type Phases = {
  begin(name: string): void;
  /** "making the system 6.1, faults 40.2": seconds so far. */
  describe(): string;
};

export function createPhases(first: string): Phases {
  const begun = [{ name: first, at: performance.now() }];
  return {
    begin: (name) => void begun.push({ name, at: performance.now() }),
    describe() {
      const now = performance.now();
      return begun
        .map(({ name, at }, index) => {
          const end = begun[index + 1]?.at ?? now;
          return `${name} ${((end - at) / 1000).toFixed(1)}`;
        })
        .join(", ");
    },
  };
}
