import { randomUUID } from 'node:crypto'

export type Role = 'customer' | 'staff' | 'admin'

export interface User {
  id: string
  email: string
  name: string
  passwordHash: string
  role: Role
}

export interface Order {
  id: string
  userId: string
  amount: number
  paymentId: string
  status: 'paid' | 'shipped' | 'refunded'
}

export interface Product {
  slug: string
  name: string
  price: number
  tags: string[]
}

export interface ApiKey {
  id: string
  userId: string
  label: string
  hash: string
}

interface Store {
  users: Map<string, User>
  orders: Map<string, Order>
  apiKeys: Map<string, ApiKey>
  resets: Map<string, { userId: string; expiresAt: number }>
}

// Survives hot reloads in development
const globalStore = globalThis as typeof globalThis & { shopStore?: Store }

const store = (globalStore.shopStore ??= {
  users: new Map(),
  orders: new Map(),
  apiKeys: new Map(),
  resets: new Map(),
})

const catalogue: Product[] = [
  { slug: 'monstera', name: 'Monstera deliciosa', price: 2900, tags: ['indoor'] },
  { slug: 'lavender', name: 'Lavender', price: 600, tags: ['outdoor', 'herb'] },
  { slug: 'basil', name: 'Basil', price: 350, tags: ['herb'] },
]

export const db = {
  user: {
    findById: async (id: string) => store.users.get(id) ?? null,
    findByEmail: async (email: string) => [...store.users.values()].find((user) => user.email === email) ?? null,
    findMany: async () => [...store.users.values()],
    create: async (data: Omit<User, 'id'>) => {
      const user: User = { id: randomUUID(), ...data }
      store.users.set(user.id, user)
      return user
    },
    update: async (id: string, data: Partial<Omit<User, 'id'>>) => {
      const user = store.users.get(id)
      if (!user) throw new Error('User not found')
      return Object.assign(user, data)
    },
    delete: async (id: string) => store.users.delete(id),
  },
  order: {
    findById: async (id: string) => store.orders.get(id) ?? null,
    findByUser: async (userId: string) => [...store.orders.values()].filter((order) => order.userId === userId),
    update: async (id: string, data: Partial<Omit<Order, 'id'>>) => {
      const order = store.orders.get(id)
      if (!order) throw new Error('Order not found')
      return Object.assign(order, data)
    },
  },
  apiKey: {
    findByUser: async (userId: string) => [...store.apiKeys.values()].filter((key) => key.userId === userId),
    create: async (data: Omit<ApiKey, 'id'>) => {
      const apiKey: ApiKey = { id: randomUUID(), ...data }
      store.apiKeys.set(apiKey.id, apiKey)
      return apiKey
    },
  },
  reset: {
    create: async (token: string, userId: string) => {
      store.resets.set(token, { userId, expiresAt: Date.now() + 3_600_000 })
    },
    consume: async (token: string) => {
      const reset = store.resets.get(token)
      store.resets.delete(token)
      return reset && reset.expiresAt > Date.now() ? reset : null
    },
  },
  product: {
    findMany: async (tag?: string) => catalogue.filter((product) => !tag || product.tags.includes(tag)),
    findBySlug: async (slug: string) => catalogue.find((product) => product.slug === slug) ?? null,
  },
}
