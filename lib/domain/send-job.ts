import * as z from "zod";

/** The body of a wake-up on the send and transactional queues: ids only, nothing personal. */
export const sendJob = z.object({
  v: z.literal(1),
  campaignId: z.int().positive(),
  recipientId: z.int().positive(),
});
export type SendJob = z.infer<typeof sendJob>;

/** The body of a message on the control queue: long jobs that go on past any time limit. */
export const controlJob = z.discriminatedUnion("type", [
  z.object({ v: z.literal(1), type: z.literal("plan"), campaignId: z.int().positive() }),
  z.object({ v: z.literal(1), type: z.literal("import"), importId: z.int().positive() }),
  z.object({ v: z.literal(1), type: z.literal("bulk"), bulkActionId: z.int().positive() }),
  z.object({ v: z.literal(1), type: z.literal("erase"), erasureId: z.int().positive() }),
  z.object({ v: z.literal(1), type: z.literal("duplicates"), key: z.string().min(1).max(110) }),
]);
export type ControlJob = z.infer<typeof controlJob>;

/** The body of a message on the images queue. */
export const imageJob = z.object({ v: z.literal(1), imageId: z.int().positive() });
export type ImageJob = z.infer<typeof imageJob>;
