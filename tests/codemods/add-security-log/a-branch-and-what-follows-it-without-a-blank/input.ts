import { Router } from "express";
import { users } from "../users.js";

export const router = Router();

router.post("/login",async(req,res)=>{const user=await users.check(req.body);if(!user)return res.status(401).json({error:"no"});res.json({id:user.id})});
