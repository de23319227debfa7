import fc from "fast-check";

// The same examples every time, so that a red run is red for what changed. Another seed looks at
// others: `LETTERPRESS_TEST_SEED=$RANDOM npm test`.
fc.configureGlobal({ seed: Number(process.env["LETTERPRESS_TEST_SEED"] ?? 1) });
