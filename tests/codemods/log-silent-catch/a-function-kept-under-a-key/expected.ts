import { procedure, router } from "../trpc";
import { parcelForm } from "../forms";
import { tell } from "../mail";
import { logger } from "@/lib/logging";

export const parcelsRouter = router({
  send: procedure.input(parcelForm).mutation(async ({ ctx, input }) => {
    const parcel = await ctx.db.parcel.create({ data: input });
    tell(parcel.owner).catch((error: unknown) => {
      logger.error("parcels.send: tell failed", { error });
    });
    return parcel;
  }),
  depots: router({
    list: procedure.query(async ({ ctx }) => {
      try {
        return await ctx.db.depot.findMany();
      } catch (error) {
        logger.error("parcels.depots.list failed", { error });
        return [];
      }
    }),
  }),
  ["sweep" + "All"]: procedure.mutation(async ({ ctx }) => {
    tell(ctx.owner).catch((error: unknown) => {
      logger.error("tell failed", { error });
    });
  }),
});

run(async () => {
  tell("depot").catch((error: unknown) => {
    logger.error("tell failed", { error });
  });
});

export const sweepDepots = jobs.createFunction({ id: "sweep" }, async () => {
  tell("depot").catch((error: unknown) => {
    logger.error("sweepDepots: tell failed", { error });
  });
});

export async function askAll(depots) {
  const answers = await jobs.each(depots, async (depot) => {
    tell(depot).catch((error: unknown) => {
      logger.error("askAll: tell failed", { error });
    });
  });
  return answers;
}
