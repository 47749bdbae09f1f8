package extract

type utterance struct{}
