import { promotionOfSize } from "./promotion";

/** The compiled promotion of so many bytes, as JSON. */
process.stdout.write(JSON.stringify(await promotionOfSize(Number(process.argv[2]))));
