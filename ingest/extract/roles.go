package extract

type roleClaim struct{}
