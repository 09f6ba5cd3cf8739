import { Router } from "express";
import { createKey, exportData, getProfile, listApiKeys, revokeKey } from "../controllers/account.controller.js";
import { requireAuth } from "../middleware/auth.js";

export const accountRouter = Router();

accountRouter.use(requireAuth);

accountRouter.get("/profile", getProfile);
accountRouter.get("/export", exportData);
accountRouter.route("/api-keys").get(listApiKeys).post(createKey);
accountRouter.delete("/api-keys/:id", revokeKey);
