import bcrypt from "bcryptjs";
import { db } from "../src/lib/db.js";

const password = process.env.ADMIN_PASSWORD;
if (!password) {
  console.error("Set ADMIN_PASSWORD first");
  process.exit(1);
}

const admin = await db.users.create({
  email: "admin@example.com",
  name: "Shop Admin",
  passwordHash: await bcrypt.hash(password, 10),
  role: "admin",
});

await db.orders.insert({ id: "o1", userId: admin.id, total: 1450, status: "paid", paymentId: "pay_1" });

console.log("Created the admin user and its password", { id: admin.id });
