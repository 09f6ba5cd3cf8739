import { procedure, router } from "../trpc";
import { parcelForm } from "../forms";
import { tell } from "../mail";

export const parcelsRouter = router({
  send: procedure.input(parcelForm).mutation(async ({ ctx, input }) => {
    const parcel = await ctx.db.parcel.create({ data: input });
    tell(parcel.owner).catch(() => {});
    return parcel;
  }),
  depots: router({
    list: procedure.query(async ({ ctx }) => {
      try {
        return await ctx.db.depot.findMany();
      } catch {
        return [];
      }
    }),
  }),
  ["sweep" + "All"]: procedure.mutation(async ({ ctx }) => {
    tell(ctx.owner).catch(() => {});
  }),
});

run(async () => {
  tell("depot").catch(() => {});
});

export const sweepDepots = jobs.createFunction({ id: "sweep" }, async () => {
  tell("depot").catch(() => {});
});

export async function askAll(depots) {
  const answers = await jobs.each(depots, async (depot) => {
    tell(depot).catch(() => {});
  });
  return answers;
}
