import { randomUUID } from "node:crypto";

export type Role = "customer" | "support" | "admin";

export interface User {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  role: Role;
  createdAt: string;
}

export interface Order {
  id: string;
  userId: string;
  total: number;
  status: "pending" | "paid" | "refunded";
  paymentId: string;
}

export interface Product {
  id: string;
  title: string;
  author: string;
  price: number;
}

export interface ApiKey {
  id: string;
  userId: string;
  name: string;
  hash: string;
  createdAt: string;
}

const users = new Map<string, User>();
const orders = new Map<string, Order>();
const apiKeys = new Map<string, ApiKey>();
const resets = new Map<string, { userId: string; expiresAt: number }>();

const products: Product[] = [
  { id: "p1", title: "The Paper Lantern", author: "M. Okafor", price: 1450 },
  { id: "p2", title: "Small Harbours", author: "L. Brandt", price: 1290 },
  { id: "p3", title: "A Year of Bread", author: "M. Okafor", price: 2200 },
];

export const db = {
  users: {
    async findById(id: string) {
      return users.get(id);
    },
    async findByEmail(email: string) {
      return [...users.values()].find((user) => user.email === email.toLowerCase());
    },
    async list() {
      return [...users.values()];
    },
    async create(data: Omit<User, "id" | "createdAt">) {
      const user: User = { ...data, id: randomUUID(), createdAt: new Date().toISOString() };
      users.set(user.id, user);
      return user;
    },
    async update(id: string, data: Partial<User>) {
      const user = users.get(id);
      if (!user) return undefined;
      return Object.assign(user, data);
    },
    async delete(id: string) {
      return users.delete(id);
    },
  },
  orders: {
    async findById(id: string) {
      return orders.get(id);
    },
    async listByUser(userId: string) {
      return [...orders.values()].filter((order) => order.userId === userId);
    },
    async update(id: string, data: Partial<Order>) {
      const order = orders.get(id);
      return order && Object.assign(order, data);
    },
    async insert(order: Order) {
      orders.set(order.id, order);
    },
  },
  apiKeys: {
    async listByUser(userId: string) {
      return [...apiKeys.values()].filter((key) => key.userId === userId);
    },
    async insert(key: ApiKey) {
      apiKeys.set(key.id, key);
    },
    async delete(id: string) {
      return apiKeys.delete(id);
    },
  },
  resets: {
    async create(token: string, userId: string) {
      resets.set(token, { userId, expiresAt: Date.now() + 30 * 60_000 });
    },
    async take(token: string) {
      const reset = resets.get(token);
      resets.delete(token);
      return reset && reset.expiresAt > Date.now() ? reset : undefined;
    },
  },
  products: {
    async list(offset = 0, limit = 20) {
      return products.slice(offset, offset + limit);
    },
    async findById(id: string) {
      return products.find((product) => product.id === id);
    },
    async authors() {
      return [...new Set(products.map((product) => product.author))];
    },
  },
};
